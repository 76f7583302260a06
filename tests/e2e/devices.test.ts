import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeviceNotice } from '../../electron/contracts/devices.ts'
import type { RunningWarbler } from '../support/running-warbler.ts'
import { openScene, request, type Scene } from './scene.ts'

/** Microphones and loudspeakers come and go: Warbler hears again, and says by what. */

/** What issue D asks for. */
const BACK_WITHIN_MS = 3000

describe('devices that change', () => {
  let scene: Scene
  let warbler: RunningWarbler

  beforeAll(async () => {
    scene = await openScene('light')
    // The other one, which is not the default while the first is there.
    await scene.lab.pactl(
      'load-module',
      'module-remap-source',
      'source_name=built-in',
      'master=lab.monitor',
      'source_properties=device.description=Built-in',
    )
    warbler = await scene.start()
    await warbler.ready()
  })
  afterAll(() => scene.dispose())

  /** What is told next, and how long after now. */
  const told = async (
    what: string,
    isIt: (notice: DeviceNotice) => boolean,
  ): Promise<{ readonly notice: DeviceNotice; readonly afterMs: number }> => {
    const fromMs = Date.now()
    const { deviceNotice } = await warbler.until(
      what,
      ({ deviceNotice }) => deviceNotice !== null && isIt(deviceNotice),
    )
    if (deviceNotice === null) throw new Error('it is gone already')
    return { notice: deviceNotice, afterMs: Date.now() - fromMs }
  }
  const silent = () => warbler.until('no notice', ({ deviceNotice }) => deviceNotice === null)

  it('listens through the other microphone within three seconds, and says so', async () => {
    const overlay = await warbler.page('overlay')
    await scene.lab.unplugMicrophone()
    const { notice, afterMs } = await told(
      'the other microphone',
      ({ microphone }) => microphone !== null,
    )
    expect(notice).toEqual({
      microphone: { what: 'now', label: 'Built-in' },
      loudspeaker: null,
    })
    expect(afterMs).toBeLessThan(BACK_WITHIN_MS)
    expect((await warbler.snapshot()).conversation).toMatchObject({ microphone: 'ready' })
    await overlay.getByText('Now listening through Built-in').first().waitFor()
    // Nothing else was in view: it is small, and goes with the notice.
    expect((await warbler.snapshot()).overlayShape).toBe('pill')
    await silent()
  })

  it('goes back to the one that was unplugged when it returns, with one notice', async () => {
    await scene.lab.replugMicrophone()
    const { notice, afterMs } = await told('the first one', ({ microphone }) => microphone !== null)
    expect(notice.microphone).toEqual({ what: 'back', label: 'Microphone' })
    expect(afterMs).toBeLessThan(BACK_WITHIN_MS)
    await silent()
    // Nothing comes after it.
    await new Promise((resolve) => setTimeout(resolve, 2500))
    expect((await warbler.snapshot()).deviceNotice).toBeNull()
  })

  it('says by which loudspeaker it speaks when the default is another', async () => {
    await scene.lab.pactl('set-default-sink', 'person')
    const { notice } = await told('the loudspeaker', ({ loudspeaker }) => loudspeaker !== null)
    expect(notice).toEqual({ microphone: null, loudspeaker: { what: 'now', label: 'Person' } })
    await scene.lab.pactl('set-default-sink', 'loudspeaker')
    await told('the first one', ({ loudspeaker }) => loudspeaker?.what === 'now')
    await silent()
  })

  it('says nothing of a microphone that nobody has open', async () => {
    await request(warbler, 'conversation.set-muted', { muted: true })
    await warbler.until('closed', ({ conversation }) => conversation.microphone === 'off')
    await scene.lab.unplugMicrophone()
    await new Promise((resolve) => setTimeout(resolve, 2500))
    expect((await warbler.snapshot()).deviceNotice).toBeNull()
  })
})
