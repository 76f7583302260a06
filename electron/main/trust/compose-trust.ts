import type { BrowserWindow } from 'electron'
import { join } from 'node:path'
import type { EngineSpeeds } from '../../contracts/engine-speed.ts'
import type { CodedError, Result } from '../../contracts/errors.ts'
import type { Catalogue } from '../../contracts/models.ts'
import type { SettingsPatch } from '../../contracts/settings.ts'
import type { AppSnapshot } from '../../contracts/snapshot.ts'
import type { TranscriptChange } from '../../contracts/transcript.ts'
import type { Messages } from '../messages.ts'
import type { ProviderDesk } from '../providers/provider-desk.ts'
import { createDailyCopies } from '../storage/daily-copies.ts'
import type { Profile } from '../storage/open-profile.ts'
import type { TranscriptDesk } from '../transcripts/transcript-desk.ts'
import type { VoiceDesk } from '../voices/voice-desk.ts'
import { systemClock } from '../workers/clock.ts'
import { spawnUtilityProcess } from '../workers/utility-process-host.ts'
import { AppLog } from './app-log.ts'
import { createStartNotices } from '../start-notices.ts'
import { createStatusLog } from './status-log.ts'
import { openTrust, type Trust } from './open-trust.ts'
import { createRetention } from './retention.ts'
import packageJson from '../../../package.json' with { type: 'json' }

export interface ComposeTrustParts {
  readonly profile: Profile
  readonly models: { readonly folder: string; readonly catalogue: Catalogue }
  readonly messages: Messages
  readonly snapshot: () => AppSnapshot
  readonly speeds: () => EngineSpeeds
  readonly providers: () => ProviderDesk
  readonly voices: () => VoiceDesk
  readonly transcripts: () => TranscriptDesk
  /** Erases kept speech, where somebody holds it. */
  readonly removeSpeech?: () => Result<null>
  readonly startAnew: () => void
  readonly changeSettings: (patch: SettingsPatch) => Result<null>
  readonly forgetChanges: () => void
  readonly raise: (error: CodedError) => void
  readonly onTranscript: (change: TranscriptChange) => void
  readonly window: () => BrowserWindow | undefined
}

export interface ComposedTrust extends Trust {
  /** To be called when there is somebody to tell what was found at the start. */
  readonly tellOfStart: () => void
  /** To be called with each snapshot, after whoever shows it. */
  readonly follow: (snapshot: AppSnapshot) => void
  /** To be called when settings have changed. */
  readonly look: () => void
  readonly dispose: () => void
  /** To be called last of all, when everything is written. */
  readonly end: () => void
}

/** What makes Warbler one to be trusted: its log, copies, retention, and what a person is told and can do. */
export const composeTrust = (parts: ComposeTrustParts): ComposedTrust => {
  const { folder, storage, run } = parts.profile
  const log = new AppLog(folder, () => new Date())
  log.write(run.wasCutOff ? 'warning' : 'info', 'started', {
    version: packageJson.version,
    platform: process.platform,
    lastRun: run.wasCutOff ? 'cut off' : 'ended',
  })
  for (const error of storage.startErrors) log.error(error)
  const status = createStatusLog(log)
  const notices = createStartNotices(parts.raise)
  const copies = createDailyCopies({
    file: join(folder, 'transcripts.db'),
    spawn: spawnUtilityProcess,
    clock: systemClock,
    now: Date.now,
    wasCutOff: run.wasCutOff,
    onDamaged: (error) => {
      parts.raise(storage.transcriptsDamaged(error))
      parts.onTranscript({ kind: 'everything' })
    },
  })
  const days = (): number | null => storage.settings.get().keepTranscriptDays
  const retention = createRetention({
    days,
    now: Date.now,
    clock: systemClock,
    forgetBefore: (atMs) => parts.transcripts().forgetBefore(atMs),
  })
  let daysBefore = days()
  const trust = openTrust({
    ...parts,
    profile: folder,
    storage,
    log,
    modelsFolder: parts.models.folder,
    catalogue: parts.models.catalogue,
    removeVoices: () => parts.voices().removeAll(),
    removeKeys: () => parts.providers().removeKeys(),
    clearUsage: () => parts.providers().clearUsage(),
    onDone: () => {
      parts.transcripts().forgotEverything()
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
