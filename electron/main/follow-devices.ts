import type { AudioEvent } from '../contracts/audio.ts'
import type { DeviceNotice, SoundDevices } from '../contracts/devices.ts'
import { DeviceNotices } from './device-notices.ts'
import { openSoundService } from './platform/open-sound-service.ts'
import { openSystemDevices } from './platform/open-system-devices.ts'
import { systemClock } from './workers/clock.ts'

/** What becomes of microphones and loudspeakers: what the system says of them, and what a person is told. */
interface DeviceFollower {
  readonly microphone: (event: Extract<AudioEvent, { type: 'microphone' }>) => void
  readonly devices: (devices: SoundDevices) => void
  readonly dispose: () => void
}

export const followDevices = (parts: {
  readonly isTalking: () => boolean
  readonly onNotice: (notice: DeviceNotice | null) => void
}): DeviceFollower => {
  const soundService = openSoundService(parts.isTalking)
  const notices = new DeviceNotices({ clock: systemClock, onNotice: parts.onNotice })
  const system = openSystemDevices((devices) => notices.systemChanged(devices))
  return {
    microphone: (event) => {
      soundService.microphone(event)
      system?.want(event.status !== 'off')
      notices.microphoneChanged(event.status)
    },
    devices: (devices) => notices.devicesChanged(devices),
    dispose: () => {
      soundService.dispose()
      system?.dispose()
      notices.dispose()
    },
  }
}
