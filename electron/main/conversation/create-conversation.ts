import { randomBytes } from 'node:crypto'
import type { AudioCommand } from '../../contracts/audio.ts'
import type { CodedError, Result } from '../../contracts/errors.ts'
import type { Settings } from '../../contracts/settings.ts'
import type { ConversationSnapshot } from '../../contracts/snapshot.ts'
import type { TranscriptTurn } from '../../contracts/transcript.ts'
import type { TurnLogRecord } from '../../contracts/turn-log.ts'
import type { ChatMessage } from '../../contracts/workers.ts'
import { policyFor } from '../../core/conversation/policy.ts'
import { initialState, type HistoryTurn } from '../../core/conversation/state.ts'
import type { EngineSet } from '../engines.ts'
import { ConversationDriver } from './driver.ts'

/** Epoch milliseconds with a fraction, on the clock that all our processes share. */
export const nowMs = (): number => performance.timeOrigin + performance.now()

/** Sorts by time, differs between runs: the prefix of all ids of one run. */
export const newIdSeed = (): string =>
  `${Date.now().toString(36).padStart(9, '0')}-${randomBytes(4).toString('hex')}`

export interface ConversationOptions {
  readonly engines: EngineSet
  readonly settings: () => Settings
  readonly commandAudio: (command: AudioCommand) => void
  readonly storeTurn: (turn: TranscriptTurn) => Result<null>
  readonly appendLog: (record: TurnLogRecord) => Result<null>
  readonly prompt: (history: readonly HistoryTurn[], text: string | null) => readonly ChatMessage[]
  readonly onSnapshot: (snapshot: ConversationSnapshot) => void
  readonly onTurn: (turn: TranscriptTurn) => void
  readonly onLogFailure: (error: CodedError) => void
  readonly start: {
    readonly conversationId: string
    readonly idSeed: string
    readonly openConversation: boolean
    readonly muted: boolean
    readonly history: readonly HistoryTurn[]
  }
}

/** The conversation with real time and real ports: the same for the app and for `--ask`. */
export const createConversation = (options: ConversationOptions): ConversationDriver => {
  const { engines, settings } = options
  const configure = (listeningAllowed: boolean): AudioCommand => {
    const now = settings()
    return {
      type: 'configure',
      listeningAllowed,
      keepWarm: now.keepMicrophoneWarm,
      inputDeviceId: now.inputDeviceId,
      outputDeviceId: now.outputDeviceId,
      earcons: now.earcons,
      volume: now.volume,
    }
  }
  return new ConversationDriver(initialState(options.start), () => policyFor(engines.language()), {
    nowMs,
    setTimer: (delayMs, callback) => {
      const timer = setTimeout(callback, delayMs)
      return () => clearTimeout(timer)
    },
    commandAudio: options.commandAudio,
    setMicrophoneAllowed: (allowed) => options.commandAudio(configure(allowed)),
    speechToText: engines.speechToText,
    languageModel: engines.languageModel,
    textToSpeech: engines.textToSpeech,
    storeTurn: options.storeTurn,
    logTurn: (record) => {
      const logged = options.appendLog(logLine(record, engines, settings().logText))
      if (!logged.ok) options.onLogFailure(logged.error)
    },
    prompt: options.prompt,
    onSnapshot: options.onSnapshot,
    onTurn: options.onTurn,
  })
}

/** The whole line: with the engines, and without what was said unless the person wants it there. */
const logLine = (
  record: Omit<TurnLogRecord, 'engines'>,
  engines: EngineSet,
  withText: boolean,
): TurnLogRecord => {
  const { personText, replyText, ...rest } = record
  const line = { ...rest, engines: engines.modelIds() }
  return withText ? { ...line, personText, replyText } : line
}
