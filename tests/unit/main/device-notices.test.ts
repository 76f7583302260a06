import { describe, expect, it } from 'vitest'
import type { DeviceNotice } from '../../../electron/contracts/devices.ts'
import { DeviceNotices } from '../../../electron/main/device-notices.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

/** A desk with a microphone that is open, and what the person was told. */
const desk = () => {
  const time = new VirtualTime()
  const told: (DeviceNotice | null)[] = []
  const notices = new DeviceNotices({
    clock: time.clock,
    onNotice: (notice) => void told.push(notice),
  })
  const plug = (microphones: readonly string[], loudspeakers: readonly string[] = ['Monitor']) =>
    notices.devicesChanged({
      microphone: { inUse: microphones[0] ?? null, present: [...microphones], isDefault: true },
      loudspeaker: { inUse: loudspeakers[0] ?? null, present: [...loudspeakers], isDefault: true },
    })
  plug(['Headset', 'Built-in'], ['Headset', 'Monitor'])
  notices.microphoneChanged('ready')
  time.advance(1000)
  return { time, told, notices, plug }
}
const NOW_BUILT_IN = { what: 'now', label: 'Built-in' }

describe('the notice of devices', () => {
  it('says nothing of what was there at the start', () => {
    expect(desk().told).toEqual([])
  })

  it('is one for a burst, of microphone and loudspeaker together', () => {
    const { time, told, notices, plug } = desk()
    plug(['Built-in'], ['Headset', 'Monitor'])
    notices.microphoneChanged('preparing')
    time.advance(200)
    notices.microphoneChanged('ready')
    plug(['Built-in'], ['Monitor'])
    time.advance(1000)
    expect(told).toEqual([
      { microphone: NOW_BUILT_IN, loudspeaker: { what: 'now', label: 'Monitor' } },
    ])
  })

  it('is none where a burst leaves all as it was', () => {
    const { time, told, plug } = desk()
    plug([], [])
    time.advance(200)
    plug(['Headset', 'Built-in'], ['Headset', 'Monitor'])
    time.advance(1000)
    expect(told).toEqual([])
  })

  it('goes away by itself', () => {
    const { time, told, plug } = desk()
    plug(['Built-in'], ['Headset'])
    time.advance(60_000)
    expect(told).toEqual([{ microphone: NOW_BUILT_IN, loudspeaker: null }, null])
    expect(time.waiting).toBe(0)
  })

  it('does not say that it listens before it does', () => {
    const { time, told, notices, plug } = desk()
    notices.microphoneChanged('preparing')
    plug(['Built-in'], ['Headset'])
    time.advance(5000)
    expect(told).toEqual([])
    notices.microphoneChanged('ready')
    time.advance(1000)
    expect(told).toEqual([{ microphone: NOW_BUILT_IN, loudspeaker: null }])
  })

  it('leaves a microphone that is gone to its error, and says that it is back', () => {
    const { time, told, notices, plug } = desk()
    plug([], ['Headset'])
    notices.microphoneChanged('failed')
    time.advance(1000)
    expect(told).toEqual([])
    notices.microphoneChanged('preparing')
    plug(['Headset'], ['Headset'])
    notices.microphoneChanged('ready')
    time.advance(1000)
    expect(told).toEqual([{ microphone: { what: 'back', label: 'Headset' }, loudspeaker: null }])
  })

  it('says nothing of a microphone that is closed, then or later', () => {
    const { time, told, notices, plug } = desk()
    notices.microphoneChanged('off')
    plug(['Built-in'], ['Headset'])
    time.advance(1000)
    notices.microphoneChanged('ready')
    time.advance(1000)
    expect(told).toEqual([])
  })

  it('goes by the sound server where the window knows of a default and no more', () => {
    const { time, told, notices } = desk()
    const monitor = { inUse: 'Monitor', present: ['Monitor'], isDefault: true }
    const system = (inUse: string) =>
      notices.systemChanged({
        microphone: { inUse, present: ['Headset', 'Built-in'], isDefault: true },
        loudspeaker: { ...monitor, inUse: 'Headset', present: ['Headset', 'Monitor'] },
      })
    system('Headset')
    time.advance(1000)
    expect(told).toEqual([])
    system('Built-in')
    time.advance(1000)
    expect(told).toEqual([{ microphone: NOW_BUILT_IN, loudspeaker: null }])
  })

  it('goes by the window where the person chose a device', () => {
    const { time, told, notices } = desk()
    const chosen = { inUse: 'Headset', present: ['Headset', 'Built-in'], isDefault: false }
    notices.devicesChanged({ microphone: chosen, loudspeaker: chosen })
    const preferred = { ...chosen, inUse: 'Built-in', isDefault: true }
    notices.systemChanged({ microphone: preferred, loudspeaker: preferred })
    time.advance(1000)
    expect(told).toEqual([])
  })

  it('leaves no timer behind', () => {
    const { time, notices, plug } = desk()
    plug(['Built-in'])
    time.advance(1000)
    plug(['Headset'])
    notices.dispose()
    expect(time.waiting).toBe(0)
  })
})
