import type { AudioEvent } from '../contracts/audio.ts'
import type { DeviceNotice, SoundDevices } from '../contracts/devices.ts'
import type { CodedError } from '../contracts/errors.ts'
import { openDuckOthers } from './sound/open-duck-others.ts'
import type { JsonFile } from './storage/settings-store.ts'
import { DeviceNotices } from './device-notices.ts'
import { openSoundService } from './platform/open-sound-service.ts'
import { openSystemDevices } from './platform/open-system-devices.ts'
import { systemClock } from './workers/clock.ts'

/** What becomes of microphones and loudspeakers: what the system says of them, and what a person is told. */
export interface DeviceFollower {
  readonly microphone: (event: Extract<AudioEvent, { type: 'microphone' }>) => void
  readonly devices: (devices: SoundDevices) => void
  /** The conversation or a setting has changed: other programs are to be quiet, or not any more. */
  readonly look: () => void
  readonly dispose: () => Promise<void>
}

export const followDevices = (parts: {
  readonly isTalking: () => boolean
  readonly onNotice: (notice: DeviceNotice | null) => void
  /** Other programs are to be quiet now. */
  readonly lowersOthers: () => boolean
  /** Where what was lowered is kept. */
  readonly lowered: JsonFile
  readonly onFailure: (error: CodedError) => void
}): DeviceFollower => {
  const soundService = openSoundService(parts.isTalking)
  const notices = new DeviceNotices({ clock: systemClock, onNotice: parts.onNotice })
  const others = openDuckOthers(parts.lowered, () =>
    parts.onFailure({ code: 'sound.others-unreachable' }),
  )
  const system = openSystemDevices((devices) => notices.systemChanged(devices))
  return {
    microphone: (event) => {
      soundService.microphone(event)
      system?.want(event.status !== 'off')
      notices.microphoneChanged(event.status)
    },
    devices: (devices) => notices.devicesChanged(devices),
    look: () => others.want(parts.lowersOthers()),
    dispose: async () => {
      soundService.dispose()
      system?.dispose()
      notices.dispose()
      await others.dispose()
    },
  }
}
