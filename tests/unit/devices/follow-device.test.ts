import { describe, expect, it } from 'vitest'
import type { DeviceChange } from '../../../electron/contracts/devices.ts'
import { followDevice, NOTHING_SEEN } from '../../../electron/core/devices/follow-device.ts'

/** What is told of each look: the device in use first, then all others that are there. */
const told = (...looks: readonly (readonly string[])[]): readonly (DeviceChange | null)[] => {
  let memory = NOTHING_SEEN
  return looks.map((present) => {
    const step = followDevice(memory, {
      inUse: present[0] ?? null,
      present: [...present],
      isDefault: true,
    })
    ;({ memory } = step)
    return step.change
  })
}

describe('a device', () => {
  it('is nothing to speak of while it stays, nor when it is looked at first', () => {
    expect(told(['Built-in'], ['Built-in', 'Headset'])).toEqual([null, null])
    expect(told([], [])).toEqual([null, null])
  })

  it('that goes makes way for another, and is back when it returns', () => {
    expect(told(['Headset', 'Built-in'], ['Built-in'], ['Headset', 'Built-in'])).toEqual([
      null,
      { what: 'now', label: 'Built-in' },
      { what: 'back', label: 'Headset' },
    ])
  })

  it('that was left while it was there is not back, but used now', () => {
    expect(
      told(['Built-in', 'Headset'], ['Headset', 'Built-in'], ['Built-in', 'Headset']).at(-1),
    ).toEqual({ what: 'now', label: 'Built-in' })
  })

  it('that was the only one is gone, and back when it returns', () => {
    expect(told(['Headset'], [], ['Headset'])).toEqual([
      null,
      { what: 'gone' },
      { what: 'back', label: 'Headset' },
    ])
  })

  it('is used now where there was none before', () => {
    expect(told([], ['Headset']).at(-1)).toEqual({ what: 'now', label: 'Headset' })
  })

  it('of which nobody can tell which it is changes nothing', () => {
    expect(told(['Headset'], ['', 'Headset', 'Built-in'], ['Built-in', 'Headset'])).toEqual([
      null,
      null,
      { what: 'now', label: 'Built-in' },
    ])
  })

  it('is back once: the next time it is chosen it is used now', () => {
    expect(
      told(
        ['Headset', 'Built-in'],
        ['Built-in'],
        ['Headset', 'Built-in'],
        ['Built-in', 'Headset'],
        ['Headset', 'Built-in'],
      ).at(-1),
    ).toEqual({ what: 'now', label: 'Headset' })
  })
})
