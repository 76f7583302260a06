import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { succeed, type CodedError } from '../../contracts/errors.ts'
import type { Catalogue } from '../../contracts/models.ts'
import type { Settings } from '../../contracts/settings.ts'
import type { VoicesSnapshot } from '../../contracts/voices.ts'
import type { ConversationState } from '../../core/conversation/state.ts'
import { speakerModelOf } from '../../engines/models/choose-default-set.ts'
import type { ModelSelection } from '../model-selection.ts'
import { systemSafeStorage } from '../providers/safe-storage.ts'
import type { Storage } from '../storage/open-storage.ts'
import { systemClock } from '../workers/clock.ts'
import { VoiceDesk } from './voice-desk.ts'
import { VoiceStore } from './voice-store.ts'

export interface VoicesParts {
  readonly storage: Pick<Storage, 'openJson'>
  readonly profile: string
  readonly settings: () => Settings
  readonly catalogue: Catalogue
  readonly models: () => Pick<ModelSelection, 'downloadOne'>
  readonly conversation: () => Pick<ConversationState, 'muted' | 'openConversation'>
  /** Whether there is a recogniser on this machine to wait for speech with. */
  readonly canWait: () => boolean
  readonly onChange: (snapshot: VoicesSnapshot) => void
  readonly onFailure: (error: CodedError) => void
}

/** Whose voices are known, put together with where they are kept. To be called once the app is ready. */
export const composeVoices = (parts: VoicesParts): VoiceDesk => {
  const obstacle = (): CodedError | null => {
    const { muted, openConversation } = parts.conversation()
    if (muted) return { code: 'microphone.muted' }
    // All that is heard belongs to it.
    if (openConversation) return { code: 'voices.conversation-open' }
    return parts.canWait() ? null : { code: 'wake.model-missing' }
  }
  return new VoiceDesk({
    store: new VoiceStore({
      file: parts.storage.openJson('voices'),
      path: join(parts.profile, 'voices.json'),
      safe: systemSafeStorage(),
    }),
    settings: parts.settings,
    modelId: speakerModelOf(parts.catalogue),
    fetchModel: (id) => parts.models().downloadOne(id, () => succeed(null)),
    obstacle,
    clock: systemClock,
    now: Date.now,
    newId: randomUUID,
    onChange: parts.onChange,
    onFailure: parts.onFailure,
  })
}
