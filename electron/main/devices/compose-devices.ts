import type { AudioCommand, AudioEvent } from '../../contracts/audio.ts'
import type { DeviceList, SoundDevices } from '../../contracts/devices.ts'
import type { ConversationEvent } from '../../core/conversation/events.ts'
import type { AppState } from '../app-state.ts'
import { nowMs } from '../conversation/create-conversation.ts'
import type { EngineSet } from '../engines/ports.ts'
import { followDevices } from '../follow-devices.ts'
import type { WindowSet } from '../windows/window-set.ts'
import { DeviceDesk } from './device-desk.ts'
import { createLoudspeakerTest } from './loudspeaker-test.ts'

interface DeviceParts {
  readonly isTalking: () => boolean
  readonly engines: Pick<EngineSet, 'language'>
  readonly dispatch: (event: ConversationEvent) => void
  readonly audio: { readonly command: (command: AudioCommand) => void }
  readonly state: () => Pick<AppState, 'snapshot' | 'update'>
  readonly windows: Pick<WindowSet, 'send'>
}

export type Devices = ReturnType<typeof composeDevices>

/** Microphones and loudspeakers, put together: which there are, what became of them, and how they are tried. */
export const composeDevices = (parts: DeviceParts) => {
  const { dispatch, isTalking, windows } = parts
  const follower = followDevices({
    isTalking,
    onNotice: (deviceNotice) => parts.state().update({ deviceNotice }),
  })
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
    changed: (devices: SoundDevices) => follower.devices(devices),
    microphoneChanged: (event: Extract<AudioEvent, { type: 'microphone' }>) => {
      follower.microphone(event)
      desk.microphoneChanged(event)
    },
    testLoudspeaker: createLoudspeakerTest({
      voice: () => parts.state().snapshot.engines.tts,
      language: () => parts.engines.language(),
      isTalking,
      dispatch,
      playTones: () => parts.audio.command({ type: 'earcon', name: 'test' }),
      now: nowMs,
    }),
    dispose: () => follower.dispose(),
  }
}
