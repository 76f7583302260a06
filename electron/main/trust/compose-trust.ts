import { join } from 'node:path'
import type { CodedError } from '../../contracts/errors.ts'
import type { Catalogue } from '../../contracts/models.ts'
import type { AppSnapshot } from '../../contracts/snapshot.ts'
import type { ConversationEvent } from '../../core/conversation/events.ts'
import { newIdSeed, nowMs } from '../conversation/create-conversation.ts'
import type { UndoableChanges } from '../actions/undoable-changes.ts'
import type { Messages } from '../messages.ts'
import type { ProviderDesk } from '../providers/provider-desk.ts'
import type { SpeechKeeper } from '../speech-journal/speech-keeper.ts'
import { dropDamaged } from '../storage/copies.ts'
import { createDailyCopies } from '../storage/daily-copies.ts'
import type { Profile } from '../storage/open-profile.ts'
import type { TranscriptDesk } from '../transcripts/transcript-desk.ts'
import type { VoiceDesk } from '../voices/voice-desk.ts'
import type { WindowSet } from '../windows/window-set.ts'
import { systemClock } from '../workers/clock.ts'
import { spawnUtilityProcess } from '../workers/utility-process-host.ts'
import { AppLog } from './app-log.ts'
import { createStartNotices } from '../start-notices.ts'
import { createStatusLog } from './status-log.ts'
import type { DeleteParts } from './delete-everything.ts'
import { openTrust, type Trust } from './open-trust.ts'
import { createRetention } from './retention.ts'
import packageJson from '../../../package.json' with { type: 'json' }

/** What is made after it, and is asked when somebody asks. */
interface TrustOthers {
  readonly providers: ProviderDesk
  readonly voices: VoiceDesk
  readonly transcripts: TranscriptDesk
  readonly speech: { readonly keeper: Pick<SpeechKeeper, 'eraseAll'> }
  readonly changes: { readonly change: DeleteParts['changeSettings'] }
  readonly undoable: Pick<UndoableChanges, 'forget'>
}

interface ComposeTrustParts {
  readonly profile: Profile
  readonly modelStore: { readonly root: string; readonly catalogue: Catalogue }
  readonly messages: Messages
  readonly state: { readonly snapshot: AppSnapshot }
  readonly windows: WindowSet
  readonly dispatch: (event: ConversationEvent) => void
  readonly others: () => TrustOthers
}

interface ComposedTrust extends Trust {
  /** To be called when there is somebody to tell what was found at the start. */
  readonly tellOfStart: () => void
  /** To be called with each snapshot, after whoever shows it. */
  readonly follow: (snapshot: AppSnapshot) => void
  /** To be called when settings have changed. */
  readonly look: () => void
  /** Settings hold that could not be saved; null: they could again. */
  readonly unsaved: (error: CodedError | null) => void
  /** To be called before something is erased: a copy that is being made holds on to it. */
  readonly stopCopying: () => void
  readonly dispose: () => void
  /** To be called last of all, when everything is written. */
  readonly end: () => void
}

/** What makes Warbler one to be trusted: its log, copies, retention, and what a person is told and can do. */
export const composeTrust = (parts: ComposeTrustParts): ComposedTrust => {
  const { folder, storage, run } = parts.profile
  const { others, dispatch, windows } = parts
  const raise = (error: CodedError): void =>
    dispatch({ type: 'attention-raised', error, atMs: nowMs() })
  const log = new AppLog(folder, () => new Date())
  log.write(run.wasCutOff ? 'warning' : 'info', 'started', {
    version: packageJson.version,
    platform: process.platform,
    lastRun: run.wasCutOff ? 'cut off' : 'ended',
  })
  for (const error of storage.startErrors) log.error(error)
  const status = createStatusLog(log)
  const notices = createStartNotices(raise)
  const copies = createDailyCopies({
    file: join(folder, 'transcripts.db'),
    spawn: spawnUtilityProcess,
    clock: systemClock,
    now: Date.now,
    wasCutOff: run.wasCutOff,
    onDamaged: (error) => {
      raise(storage.transcriptsDamaged(error))
      windows.send('transcript.changed', { kind: 'everything' })
    },
  })
  const days = (): number | null => storage.settings.get().keepTranscriptDays
  const retention = createRetention({
    days,
    ages: () => storage.clock.ages(),
    clock: systemClock,
    forgetOver: (over) => others().transcripts.forgetOver(over),
    dropDamaged: (over) => {
      try {
        dropDamaged(join(folder, 'transcripts.db'), over)
      } catch {
        // It is still listed under what is kept, and is tried again each hour.
      }
    },
  })
  let daysBefore = days()
  const trust = openTrust({
    profile: folder,
    storage,
    log,
    snapshot: () => parts.state.snapshot,
    messages: parts.messages,
    startAnew: () => {
      copies.stop()
      dispatch({
        type: 'conversation-started',
        conversationId: newIdSeed(),
        forgets: true,
        atMs: nowMs(),
      })
    },
    changeSettings: (patch) => others().changes.change(patch),
    forgetChanges: () => others().undoable.forget(),
    removeSpeech: () => others().speech.keeper.eraseAll(),
    window: () => windows.get('settings'),
    modelsFolder: parts.modelStore.root,
    catalogue: parts.modelStore.catalogue,
    removeVoices: () => others().voices.removeAll(),
    removeKeys: () => others().providers.removeKeys(),
    clearUsage: () => others().providers.clearUsage(),
    onDone: () => {
      others().transcripts.forgotEverything()
      log.write('info', 'deleted everything')
    },
  })
  return {
    ...trust,
    tellOfStart: () => notices.tell(storage.startErrors),
    follow: (snapshot) => {
      status(snapshot)
      notices.look(snapshot.conversation)
    },
    look: () => {
      if (days() !== daysBefore) retention.look()
      daysBefore = days()
    },
    unsaved: (error) => {
      if (error !== null) return raise(error)
      dispatch({ type: 'attention-resolved', codes: ['settings.unsaved'], atMs: nowMs() })
    },
    stopCopying: copies.stop,
    dispose: () => {
      copies.dispose()
      retention.dispose()
    },
    end: () => {
      log.write('info', 'ended')
      run.end()
    },
  }
}
