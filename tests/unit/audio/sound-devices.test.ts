import { describe, expect, it } from 'vitest'
import type { SoundDevices } from '../../../electron/contracts/devices.ts'
import {
  createDeviceReport,
  soundDevicesOf,
  type ListedDevice,
} from '../../../renderer/audio/devices/sound-devices.ts'

const NOTHING_CHOSEN = { microphone: null, loudspeaker: null }
const microphone = (deviceId: string, label: string, groupId = deviceId): ListedDevice => ({
  deviceId,
  groupId,
  label,
  kind: 'audioinput',
})
const BUILT_IN = microphone('a', 'Built-in')
const HEADSET = microphone('b', 'Headset')
const used = (
  listed: readonly ListedDevice[],
  chosen: string | null = null,
): SoundDevices['microphone'] =>
  soundDevicesOf(listed, { ...NOTHING_CHOSEN, microphone: chosen }).microphone

describe('the names of sound devices', () => {
  it('are those of the devices that the default stands for', () => {
    const listed = [microphone('default', 'Default', 'b'), BUILT_IN, HEADSET]
    expect(used(listed)).toEqual({
      inUse: 'Headset',
      present: ['Built-in', 'Headset'],
      isDefault: true,
    })
  })

  it('are the chosen one while that is there, and the default otherwise', () => {
    const listed = [microphone('default', 'Default', 'a'), BUILT_IN, HEADSET]
    expect(used(listed, 'b')).toMatchObject({ inUse: 'Headset', isDefault: false })
    expect(used(listed, 'gone').inUse).toBe('Built-in')
  })

  it('are read off the default itself where no group tells', () => {
    const listed = [microphone('default', 'Default - Headset', 'x'), BUILT_IN, HEADSET]
    expect(used(listed).inUse).toBe('Headset')
    expect(used([microphone('default', 'Default', 'x'), BUILT_IN]).inUse).toBe('Built-in')
  })

  it('are not known where the default tells nothing, as with PulseAudio', () => {
    const listed = [microphone('default', 'Default', 'x'), BUILT_IN, HEADSET]
    expect(used(listed)).toMatchObject({ inUse: '', present: ['Built-in', 'Headset'] })
  })

  it('are none where there is no device', () => {
    expect(soundDevicesOf([HEADSET], NOTHING_CHOSEN).loudspeaker).toEqual({
      inUse: null,
      present: [],
      isDefault: true,
    })
  })

  it('are told once per change', () => {
    const told: (string | null)[] = []
    const report = createDeviceReport((devices) => void told.push(devices.microphone.inUse))
    for (const listed of [[BUILT_IN], [BUILT_IN], [HEADSET], []]) {
      report(soundDevicesOf(listed, NOTHING_CHOSEN))
    }
    expect(told).toEqual(['Built-in', 'Headset', null])
  })
})
