import type { AudioCommand, AudioEvent } from '../../contracts/audio.ts'
import type { DeviceList, DeviceNotice, SoundDevices } from '../../contracts/devices.ts'
import type { EngineStatus } from '../../contracts/snapshot.ts'
import type { ConversationEvent } from '../../core/conversation/events.ts'
import { nowMs } from '../conversation/create-conversation.ts'
import { DeviceNotices } from '../device-notices.ts'
import { openSoundService } from '../platform/open-sound-service.ts'
import { openSystemDevices } from '../platform/open-system-devices.ts'
import type { WindowSet } from '../windows/window-set.ts'
import { systemClock } from '../workers/clock.ts'
import { DeviceDesk } from './device-desk.ts'
import { createLoudspeakerTest } from './loudspeaker-test.ts'

export interface DeviceParts {
  readonly isTalking: () => boolean
  readonly voice: () => EngineStatus
  /** BCP 47, of the voice. */
  readonly language: () => string
  readonly dispatch: (event: ConversationEvent) => void
  readonly command: (command: AudioCommand) => void
  readonly onNotice: (notice: DeviceNotice | null) => void
  readonly windows: Pick<WindowSet, 'send'>
}

export type Devices = ReturnType<typeof composeDevices>

/** Microphones and loudspeakers, put together: which there are, what became of them, and how they are tried. */
export const composeDevices = (parts: DeviceParts) => {
  const { dispatch, isTalking, windows } = parts
  const soundService = openSoundService(isTalking)
  const notices = new DeviceNotices({ clock: systemClock, onNotice: parts.onNotice })
  const system = openSystemDevices((devices) => notices.systemChanged(devices))
  /** The audio window is told what it works by from now on. */
  const tellAudio = () => dispatch({ type: 'settings-changed', atMs: nowMs() })
  const desk = new DeviceDesk({
    onChange: (view) => windows.send('devices.changed', view),
    onWatched: tellAudio,
  })
  return {
    get view() {
      return desk.view
    },
    get isWatched() {
      return desk.isWatched
    },
    watch: (window: string, on: boolean) => desk.watch(window, on),
    /** A microphone that failed is tried once more whenever the audio window is told anything. */
    tryAgain: tellAudio,
    /** Somebody speaks into the microphone. */
    heard: () => windows.send('devices.heard', {}),
    listed: (list: DeviceList) => desk.listed(list),
    changed: (devices: SoundDevices) => notices.devicesChanged(devices),
    microphoneChanged: (event: Extract<AudioEvent, { type: 'microphone' }>) => {
      soundService.microphone(event)
      system?.want(event.status !== 'off')
      notices.microphoneChanged(event.status)
      desk.microphoneChanged(event)
    },
    testLoudspeaker: createLoudspeakerTest({
      voice: parts.voice,
      language: parts.language,
      isTalking,
      dispatch,
      playTones: () => parts.command({ type: 'earcon', name: 'test' }),
      now: nowMs,
    }),
    dispose: () => {
      soundService.dispose()
      system?.dispose()
      notices.dispose()
    },
  }
}
