import type { AudioEvent } from '../contracts/audio.ts'
import type { DeviceNotice, SoundDevices } from '../contracts/devices.ts'
import { DeviceNotices } from './device-notices.ts'
import { openSoundService } from './platform/open-sound-service.ts'
import { openSystemDevices } from './platform/open-system-devices.ts'
import { systemClock } from './workers/clock.ts'

export interface SoundDeviceParts {
  readonly isTalking: () => boolean
  /** Tells the person, or (null) takes it away again. */
  readonly onNotice: (notice: DeviceNotice | null) => void
}

/** Microphone and loudspeaker as the system has them: cured where they are stuck, told of where they change. */
export const composeDevices = ({ isTalking, onNotice }: SoundDeviceParts) => {
  const soundService = openSoundService(isTalking)
  const notices = new DeviceNotices({ clock: systemClock, onNotice })
  const system = openSystemDevices((devices) => notices.systemChanged(devices))
  return {
    microphoneChanged: (event: Extract<AudioEvent, { readonly type: 'microphone' }>): void => {
      soundService.microphone(event)
      system?.want(event.status !== 'off')
      notices.microphoneChanged(event.status)
    },
    devicesChanged: (devices: SoundDevices): void => notices.devicesChanged(devices),
    dispose: (): void => {
      soundService.dispose()
      system?.dispose()
      notices.dispose()
    },
  }
}
