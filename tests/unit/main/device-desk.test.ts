import { describe, expect, it } from 'vitest'
import type { DevicesView } from '../../../electron/contracts/devices.ts'
import type { EngineStatus } from '../../../electron/contracts/snapshot.ts'
import { DeviceDesk } from '../../../electron/main/devices/device-desk.ts'
import { createLoudspeakerTest } from '../../../electron/main/devices/loudspeaker-test.ts'

const world = () => {
  const views: DevicesView[] = []
  let told = 0
  const desk = new DeviceDesk({
    onChange: (view) => void views.push(view),
    onWatched: () => (told += 1),
  })
  return { desk, views, told: () => told }
}

describe('what windows see of devices', () => {
  it('is what can be chosen, and what became of the microphone', () => {
    const { desk, views } = world()
    const headset = { id: 'h', name: 'Headset' }
    desk.listed({ microphones: [headset], loudspeakers: [] })
    desk.microphoneChanged({ status: 'failed', error: { code: 'microphone.busy' } })
    expect(views.at(-1)).toEqual({
      microphones: [headset],
      loudspeakers: [],
      microphone: { status: 'failed', name: null, error: { code: 'microphone.busy' } },
    })
    desk.microphoneChanged({ status: 'ready', deviceLabel: 'Headset' })
    expect(desk.view.microphone).toEqual({ status: 'ready', name: 'Headset', error: null })
  })

  it('is watched as long as one of them wants it', () => {
    const { desk, told } = world()
    desk.watch('welcome', true)
    desk.watch('settings', true)
    desk.watch('settings', true)
    desk.watch('settings', false)
    expect([desk.isWatched, told()]).toEqual([true, 1])
    desk.watch('welcome', false)
    desk.watch('welcome', false)
    expect([desk.isWatched, told()]).toEqual([false, 2])
  })
})

describe('the test of the loudspeaker', () => {
  const test = (voice: EngineStatus, isTalking = false, language = 'en-GB') => {
    const done: string[] = []
    const how = createLoudspeakerTest({
      voice: () => voice,
      language: () => language,
      isTalking: () => isTalking,
      dispatch: (event) => void done.push(event.type === 'rehearsed' ? event.text : event.type),
      playTones: () => void done.push('tones'),
      now: () => 0,
    })()
    return { how, done }
  }

  it('is said by the voice, in its language', () => {
    expect(test('ready')).toEqual({
      how: 'voice',
      done: ['This is how I sound. If you hear me well, we can go on.'],
    })
    expect(test('ready', false, 'zh-CN').done[0]).toMatch(/声音/)
  })

  it('is tones where there is no voice yet, or somebody is answered just now', () => {
    expect(test('missing')).toEqual({ how: 'tones', done: ['tones'] })
    expect(test('ready', true)).toEqual({ how: 'tones', done: ['tones'] })
  })
})
