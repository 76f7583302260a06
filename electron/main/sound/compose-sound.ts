import type { CodedError } from '../../contracts/errors.ts'
import type { Settings } from '../../contracts/settings.ts'
import type { ConversationState } from '../../core/conversation/state.ts'
import { isTalkedWith } from '../../core/conversation/talked-with.ts'
import type { ModelSelection } from '../model-selection.ts'
import type { Storage } from '../storage/open-storage.ts'
import { composeVoicePreview } from '../voice-preview/compose-voice-preview.ts'
import type { VoicePreviews } from '../voice-preview/voice-preview.ts'
import type { AudioLink } from '../windows/audio-link.ts'
import type { WindowSet } from '../windows/window-set.ts'
import type { TransferredPort } from '../workers/process-host.ts'
import { openDuckOthers } from './open-duck-others.ts'

interface Sound {
  readonly preview: VoicePreviews
  /** The conversation, or a setting, has changed. */
  readonly look: () => void
  readonly dispose: () => Promise<void>
}

/** Voices that are tried, and what other programs play. */
export const composeSound = (parts: {
  readonly audio: Pick<AudioLink<TransferredPort>, 'connect' | 'command'>
  readonly models: () => Pick<ModelSelection, 'speaking'>
  readonly settings: () => Settings
  readonly conversation: () => ConversationState
  readonly windows: Pick<WindowSet, 'send'>
  readonly storage: Pick<Storage, 'openJson'>
  readonly raise: (error: CodedError) => void
}): Sound => {
  const { settings, conversation } = parts
  const isTalked = () => isTalkedWith(conversation())
  const preview = composeVoicePreview({ ...parts, isTalkedWith: isTalked })
  const others = openDuckOthers(parts.storage.openJson('lowered-sound'), () =>
    parts.raise({ code: 'sound.others-unreachable' }),
  )
  return {
    preview,
    look: () => {
      preview.look()
      others.want(settings().duckOtherSound && isTalked())
    },
    dispose: async () => {
      await Promise.all([preview.dispose(), others.dispose()])
    },
  }
}
