import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { succeed, type CodedError } from '../../contracts/errors.ts'
import type { Catalogue } from '../../contracts/models.ts'
import type { Settings } from '../../contracts/settings.ts'
import type { PauseReason } from '../../contracts/snapshot.ts'
import type { VoicesSnapshot } from '../../contracts/voices.ts'
import type { ConversationState } from '../../core/conversation/state.ts'
import { speakerModelOf } from '../../engines/models/choose-default-set.ts'
import type { ModelSelection } from '../model-selection.ts'
import { systemSafeStorage } from '../providers/safe-storage.ts'
import type { Storage } from '../storage/open-storage.ts'
import { copyAside, removeAsides } from '../storage/json-files.ts'
import { systemClock } from '../workers/clock.ts'
import { VoiceDesk } from './voice-desk.ts'
import { VoiceStore } from './voice-store.ts'

interface VoicesParts {
  readonly storage: Pick<Storage, 'openJson'>
  readonly profile: string
  readonly settings: () => Settings
  readonly catalogue: Catalogue
  readonly models: () => Pick<ModelSelection, 'downloadOne'>
  readonly conversation: () => Pick<ConversationState, 'muted' | 'openConversation'>
  /** Why nobody can be listened to for it now. */
  readonly pause: () => PauseReason | null
  readonly onChange: (snapshot: VoicesSnapshot) => void
  readonly onFailure: (error: CodedError) => void
  readonly onMended: (error: CodedError) => void
}

/** Whose voices are known, put together with where they are kept. To be called once the app is ready. */
export const composeVoices = (parts: VoicesParts): VoiceDesk => {
  const obstacle = (): CodedError | null => {
    const { muted, openConversation } = parts.conversation()
    if (muted) return { code: 'microphone.muted' }
    // All that is heard belongs to it.
    if (openConversation) return { code: 'voices.conversation-open' }
    const because = parts.pause()
    if (because === null) return null
    return {
      code: because === 'detector-failed' ? 'wake.failed' : 'voices.not-now',
      detail: because,
    }
  }
  const path = join(parts.profile, 'voices.json')
  return new VoiceDesk({
    store: new VoiceStore({
      file: parts.storage.openJson('voices'),
      path,
      safe: systemSafeStorage(),
      setAside: () => copyAside(path, Date.now()),
      removeAsides: () => removeAsides(path),
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
    onMended: parts.onMended,
  })
}
