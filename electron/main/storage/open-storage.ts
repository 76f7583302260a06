import { uptime } from 'node:os'
import { join } from 'node:path'
import type { CodedError } from '../../contracts/errors.ts'
import type { HistoryTurn } from '../../core/conversation/state.ts'
import { REMEMBERED_TURNS, rememberedTurns } from '../../core/transcripts/prompt-history.ts'
import { listJournals, removeJournal, type LeftJournal } from './journals.ts'
import { LateTranscriptStore } from './late-transcript-store.ts'
import { LibsqlTranscriptStore } from './libsql-transcript-store.ts'
import { KeptClock } from './kept-clock.ts'
import { openKeptJson, type KeptFile } from './kept-json.ts'
import { SettingsStore, type JsonFile, type OpenJsonFile } from './settings-store.ts'
import { storageError } from './storage-failure.ts'
import type { CheckDepth } from './open-database.ts'
import type { TranscriptStore } from './transcript-store.ts'
import { TurnLog } from './turn-log.ts'

/** Everything of a profile that is kept. */
export interface Storage {
  /** Nobody has used this profile before: it has neither settings nor turns. */
  readonly isNew: boolean
  readonly settings: SettingsStore
  readonly transcripts: TranscriptStore
  readonly turnLog: TurnLog
  /** By which is told how old something is. */
  readonly clock: KeptClock
  /** Another file of the profile; in memory where it cannot be used. */
  readonly openJson: (name: KeptFile) => JsonFile
  readonly journalFolder: string
  readonly journals: {
    readonly list: () => Promise<readonly LeftJournal[]>
    readonly remove: (journal: LeftJournal) => Promise<void>
  }
  /** What the person should be told about damage and loss found at the start; `openJson` adds to it. */
  readonly startErrors: readonly CodedError[]
  /** The conversation to go on with after a short break, and what was said in it. */
  readonly goOnWith: (
    nowMs: number,
  ) => { readonly id: string; readonly history: readonly HistoryTurn[] } | null
  /** The transcript was found damaged from without, and is replaced. @returns what is told of it. */
  readonly transcriptsDamaged: (error: CodedError) => CodedError
  readonly close: () => void
}

/** After a longer silence a person begins something new. */
const SAME_CONVERSATION_MS = 30 * 60_000

const openTranscripts = (
  file: string,
  depth: CheckDepth,
): { readonly store: TranscriptStore; readonly error: CodedError | null } => {
  try {
    const { store, damage } = LibsqlTranscriptStore.open(file, Date.now, depth)
    return { store, error: damage }
  } catch (thrown) {
    // Without a disk there is still a conversation; the person is told that it is not kept.
    const open = () => LibsqlTranscriptStore.open(file, Date.now).store
    return { store: new LateTranscriptStore(file, open), error: storageError(thrown, file) }
  }
}

/**
 * Opens a profile's storage; never throws for what is found there.
 * @param depth `thorough` after a run that was cut off: a damaged database may have been what ended it.
 */
export const openStorage = (
  folder: string,
  openJsonFile: OpenJsonFile,
  nowMs: number,
  depth: CheckDepth = 'quick',
): Storage => {
  const settings = new SettingsStore(folder, openJsonFile, nowMs)
  const { store: transcripts, error } = openTranscripts(join(folder, 'transcripts.db'), depth)
  const closed = transcripts.closeStreamingTurns()
  const journalFolder = join(folder, 'journal')
  const startErrors = [settings.startError, error, closed.ok ? null : closed.error].filter(
    (each) => each !== null,
  )
  const kept = transcripts.page({ limit: 1 })
  return {
    isNew: settings.isNew && kept.ok && kept.value.turns.length === 0,
    settings,
    transcripts,
    turnLog: new TurnLog(join(folder, 'turns.jsonl')),
    clock: new KeptClock({
      file: openKeptJson(folder, 'clock', openJsonFile, nowMs).file,
      wallMs: Date.now,
      upMs: () => uptime() * 1000,
    }),
    openJson: (name) => {
      const { file, error: found } = openKeptJson(folder, name, openJsonFile, nowMs)
      if (found !== null) startErrors.push(found)
      return file
    },
    journalFolder,
    journals: { list: () => listJournals(journalFolder), remove: removeJournal },
    startErrors,
    goOnWith: (atMs) => {
      const newest = transcripts.page({ limit: 1 })
      const last = newest.ok ? newest.value.turns[0] : undefined
      // Either way: a clock that was ahead must not make one conversation of all that follow.
      if (last === undefined || Math.abs(atMs - last.startedAtMs) > SAME_CONVERSATION_MS) {
        return null
      }
      const turns = transcripts.recentTurns(last.conversationId, REMEMBERED_TURNS)
      return { id: last.conversationId, history: turns.ok ? rememberedTurns(turns.value) : [] }
    },
    transcriptsDamaged: (error) =>
      transcripts instanceof LibsqlTranscriptStore ? transcripts.foundDamaged(error) : error,
    close: () => {
      settings.close()
      transcripts.close()
    },
  }
}
