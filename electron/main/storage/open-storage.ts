import { renameSync } from 'node:fs'
import { join } from 'node:path'
import type { CodedError } from '../../contracts/errors.ts'
import type { HistoryTurn } from '../../core/conversation/state.ts'
import { REMEMBERED_TURNS, rememberedTurns } from '../../core/transcripts/prompt-history.ts'
import { listJournals, removeJournal, type LeftJournal } from './journals.ts'
import { LateTranscriptStore } from './late-transcript-store.ts'
import { LibsqlTranscriptStore } from './libsql-transcript-store.ts'
import { dropByteOrderMark } from './settings-file.ts'
import { SettingsStore, type JsonFile, type OpenJsonFile } from './settings-store.ts'
import { damagedName, storageError } from './storage-failure.ts'
import type { TranscriptStore } from './transcript-store.ts'
import { TurnLog } from './turn-log.ts'

/** Everything of a profile that is kept. */
export interface Storage {
  /** Nobody has used this profile before: it has neither settings nor turns. */
  readonly isNew: boolean
  readonly settings: SettingsStore
  readonly transcripts: TranscriptStore
  readonly turnLog: TurnLog
  /** Another file of the profile; in memory where it cannot be used. */
  readonly openJson: (
    name: 'keys' | 'usage' | 'engine-speeds' | 'voices' | 'speech-key' | 'lowered-sound',
  ) => JsonFile
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
  readonly close: () => void
}

/** After a longer silence a person begins something new. */
const SAME_CONVERSATION_MS = 30 * 60_000

const openTranscripts = (
  file: string,
): { readonly store: TranscriptStore; readonly error: CodedError | null } => {
  try {
    const { store, damage } = LibsqlTranscriptStore.open(file, Date.now)
    return { store, error: damage }
  } catch (thrown) {
    // Without a disk there is still a conversation; the person is told that it is not kept.
    const open = () => LibsqlTranscriptStore.open(file, Date.now).store
    return { store: new LateTranscriptStore(open), error: storageError(thrown, file) }
  }
}

/** Opens a profile's storage; never throws for what is found there. */
export const openStorage = (folder: string, openJsonFile: OpenJsonFile, nowMs: number): Storage => {
  const settings = new SettingsStore(folder, openJsonFile, nowMs)
  const { store: transcripts, error } = openTranscripts(join(folder, 'transcripts.db'))
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
    openJson: (name) => {
      const path = join(folder, `${name}.json`)
      const open = () => {
        dropByteOrderMark(path)
        const file = openJsonFile({ cwd: folder, name, configName: name })
        // A damaged file throws when it is read.
        void file.store
        return file
      }
      try {
        return open()
      } catch {
        try {
          const aside = damagedName(path, nowMs)
          renameSync(path, aside)
          // What it locks cannot be heard any more.
          if (name === 'speech-key')
            startErrors.push({ code: 'speech.key-unreadable', detail: aside })
          // Without them everybody is let in, and nobody would see why.
          if (name === 'voices') startErrors.push({ code: 'voices.unreadable', detail: aside })
          return open()
        } catch {
          return { store: {} }
        }
      }
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
    close: () => transcripts.close(),
  }
}
