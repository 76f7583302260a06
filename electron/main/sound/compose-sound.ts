import type { CodedError } from '../../contracts/errors.ts'
import type { DeviceNotice } from '../../contracts/devices.ts'
import type { Settings } from '../../contracts/settings.ts'
import type { ConversationState } from '../../core/conversation/state.ts'
import { isTalkedWith } from '../../core/conversation/talked-with.ts'
import { followDevices, type DeviceFollower } from '../follow-devices.ts'
import type { ModelSelection } from '../model-selection.ts'
import type { JsonFile } from '../storage/settings-store.ts'
import { composeVoicePreview } from '../voice-preview/compose-voice-preview.ts'
import type { VoicePreviews } from '../voice-preview/voice-preview.ts'
import type { AudioLink } from '../windows/audio-link.ts'
import type { WindowSet } from '../windows/window-set.ts'
import type { TransferredPort } from '../workers/process-host.ts'
import { openDuckOthers } from './open-duck-others.ts'

export interface Sound extends Omit<DeviceFollower, 'dispose'> {
  readonly preview: VoicePreviews
  /** The conversation, or a setting, has changed. */
  readonly look: () => void
  readonly dispose: () => Promise<void>
}

/** What becomes of devices, of voices that are tried, and of what other programs play. */
export const composeSound = (parts: {
  readonly audio: Pick<AudioLink<TransferredPort>, 'connect' | 'command'>
  readonly models: () => Pick<ModelSelection, 'speaking'>
  readonly settings: () => Settings
  readonly conversation: () => ConversationState
  readonly windows: Pick<WindowSet, 'send'>
  /** Where what was lowered is kept. */
  readonly lowered: JsonFile
  readonly raise: (error: CodedError) => void
  readonly onNotice: (notice: DeviceNotice | null) => void
}): Sound => {
  const { settings, conversation } = parts
  const isTalked = () => isTalkedWith(conversation())
  const preview = composeVoicePreview({ ...parts, isTalkedWith: isTalked })
  const others = openDuckOthers(parts.lowered, () =>
    parts.raise({ code: 'sound.others-unreachable' }),
  )
  const follower = followDevices({
    isTalking: () => conversation().exchange !== null,
    onNotice: parts.onNotice,
  })
  return {
    preview,
    microphone: follower.microphone,
    devices: follower.devices,
    look: () => {
      preview.look()
      others.want(settings().duckOtherSound && isTalked())
    },
    dispose: async () => {
      follower.dispose()
      await Promise.all([preview.dispose(), others.dispose()])
    },
  }
}
