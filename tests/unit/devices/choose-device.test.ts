import { describe, expect, it } from 'vitest'
import { chosenDevice, namedApart } from '../../../electron/core/devices/choose-device.ts'
import { deviceListOf, idOf } from '../../../renderer/audio/devices/device-list.ts'
import { deviceOptions } from '../../../renderer/ui/devices/device-options.ts'

const headset = { id: 'h1', name: 'Headset' }
const twin = { id: 'h2', name: 'Headset' }
const built = { id: 'b', name: 'Built-in' }

describe('the device of choice', () => {
  it('is found by its id, also among twins', () => {
    expect(chosenDevice(twin, [headset, twin])).toEqual(twin)
  })

  it('is found by its name where its id has changed', () => {
    expect(chosenDevice({ id: 'old', name: 'Headset' }, [built, headset])).toEqual(headset)
  })

  it('is the system’s where it is not there, or none was chosen', () => {
    expect(chosenDevice(headset, [built])).toBeNull()
    expect(chosenDevice({ id: null, name: null }, [built])).toBeNull()
    expect(chosenDevice({ id: 'old', name: null }, [built])).toBeNull()
  })

  it('is told apart from others of its name by a number', () => {
    expect(namedApart([headset, built, twin])).toEqual([
      { ...headset, number: 1 },
      { ...built, number: null },
      { ...twin, number: 2 },
    ])
  })

  it('stays in the list while it is away', () => {
    const { options, chosen } = deviceOptions([built], headset)
    expect(chosen).toBe('h1')
    expect(options).toEqual([
      { value: 'b', name: 'Built-in', number: null, absent: false },
      { value: 'h1', name: 'Headset', number: null, absent: true },
    ])
  })

  it('is chosen in the list by its new id', () => {
    const { options, chosen } = deviceOptions([headset], { id: 'old', name: 'Headset' })
    expect([chosen, options.length]).toEqual(['h1', 1])
  })
})

describe('what the browser lists', () => {
  const listed = [
    { deviceId: 'default', groupId: 'g', kind: 'audioinput', label: 'Default' },
    { deviceId: 'communications', groupId: 'g', kind: 'audioinput', label: 'Communications' },
    { deviceId: 'h1', groupId: 'g', kind: 'audioinput', label: 'Headset' },
    { deviceId: '', groupId: '', kind: 'audioinput', label: '' },
    { deviceId: 'h1', groupId: 'g', kind: 'audiooutput', label: 'Headset' },
    { deviceId: 'c', groupId: 'v', kind: 'videoinput', label: 'Camera' },
  ] as const

  it('is offered without stand-ins, cameras, and what nobody may look at', () => {
    expect(deviceListOf(listed)).toEqual({
      microphones: [headset],
      loudspeakers: [headset],
    })
  })

  it('gives an id to ask for only where the device is there', () => {
    expect(idOf({ id: 'old', name: 'Headset' }, listed, 'audioinput')).toBe('h1')
    expect(idOf({ id: 'c', name: 'Camera' }, listed, 'audioinput')).toBeNull()
    expect(idOf({ id: null, name: null }, listed, 'audiooutput')).toBeNull()
  })
})
