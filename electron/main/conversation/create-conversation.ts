import { randomBytes } from 'node:crypto'
import type { AudioCommand } from '../../contracts/audio.ts'
import type { CodedError, Result } from '../../contracts/errors.ts'
import type { Settings, SettingsPatch } from '../../contracts/settings.ts'
import type { ConversationSnapshot } from '../../contracts/snapshot.ts'
import type { TranscriptTurn } from '../../contracts/transcript.ts'
import type { TurnLogRecord } from '../../contracts/turn-log.ts'
import type { ChatMessage } from '../../contracts/workers.ts'
import { policyFor, type SpokenPhrases } from '../../core/conversation/policy.ts'
import type { ExchangeRecord } from '../../core/conversation/records.ts'
import { initialState, type HistoryTurn } from '../../core/conversation/state.ts'
import { learnPauses } from '../../core/turns/pause-habit.ts'
import phrases from '../../../resources/prompts/phrases.json' with { type: 'json' }
import type { EngineSet } from '../engines/ports.ts'
import type { Storage } from '../storage/open-storage.ts'
import { ConversationDriver, type ConversationPorts } from './driver.ts'

/**
 * Main's clock: steady, milliseconds with a fraction. It begins as epoch time and is that no more once
 * the wall clock was set or the machine has slept.
 */
export const nowMs = (): number => performance.timeOrigin + performance.now()

/** Sorts by time, differs between runs: the prefix of all ids of one run. */
export const newIdSeed = (): string =>
  `${Date.now().toString(36).padStart(9, '0')}-${randomBytes(4).toString('hex')}`

interface ConversationStart {
  readonly conversationId: string
  readonly idSeed: string
  readonly openConversation: boolean
  readonly muted: boolean
  readonly history: readonly HistoryTurn[]
}

/** Where the app begins: after a short break it goes on with what was said before. */
export const startOf = (
  { settings, goOnWith }: Pick<Storage, 'settings' | 'goOnWith'>,
  listen: boolean,
): ConversationStart => {
  const idSeed = newIdSeed()
  const begun = goOnWith(Date.now())
  const { openConversation, muted } = settings.get()
  return {
    conversationId: begun?.id ?? idSeed,
    idSeed,
    openConversation: listen || openConversation,
    muted,
    history: begun?.history ?? [],
  }
}

interface ConversationOptions {
  readonly engines: EngineSet
  readonly settings: () => Settings
  /** What was learned of the person. */
  readonly changeSettings: (patch: SettingsPatch) => Result<null>
  readonly commandAudio: (command: AudioCommand) => void
  readonly storeTurn: (turn: TranscriptTurn) => Result<null>
  readonly appendLog: (record: TurnLogRecord) => Result<null>
  readonly prompt: (history: readonly HistoryTurn[], text: string | null) => readonly ChatMessage[]
  readonly onSnapshot: (snapshot: ConversationSnapshot) => void
  readonly onTurn: (turn: TranscriptTurn) => void
  readonly onFailure: (error: CodedError) => void
  /** Whether the phrase is waited for, and whether the microphone may stay open only to be ready. */
  readonly wake?: () => {
    readonly isWaiting: boolean
    readonly mayStayWarm: boolean
    /** Somebody is enrolled: whose voice an utterance is can be told. */
    readonly knowsVoices: boolean
    readonly isWatched: boolean
  }
  /** Whether the sound of replies is kept. */
  readonly keepReplies?: () => boolean
  /** Answers are shown, and not heard. */
  readonly isSilent?: () => boolean
  /** Does what is ordered aloud. Without it such words are for the model, as any others. */
  readonly act?: ConversationPorts['act']
  readonly start: ConversationStart
}

/** The conversation with real time and real ports: the same for the app and for `--ask`. */
export const createConversation = (options: ConversationOptions): ConversationDriver => {
  const { engines, settings } = options
  const configure = (listeningAllowed: boolean): AudioCommand => {
    const now = settings()
    const wake = options.wake?.()
    return {
      type: 'configure',
      listeningAllowed,
      keepWarm: now.keepMicrophoneWarm && wake?.mayStayWarm !== false,
      waiting: wake?.isWaiting === true,
      knowsVoices: wake?.knowsVoices === true,
      levels: wake?.isWatched === true,
      inputDeviceId: now.inputDeviceId,
      outputDeviceId: now.outputDeviceId,
      inputDeviceName: now.inputDeviceName,
      outputDeviceName: now.outputDeviceName,
      earcons: now.earcons,
      volume: options.isSilent?.() === true ? 0 : now.volume,
      ...(options.keepReplies?.() === true ? { keepReplies: true } : {}),
    }
  }
  const tell = (result: Result<null>): void => {
    if (!result.ok) options.onFailure(result.error)
  }
  const policy = () => ({
    ...policyFor(
      engines.language(),
      { ...settings(), isWaiting: options.wake?.().isWaiting === true },
      phrasesFor(engines.language()),
    ),
    obeys: options.act !== undefined,
  })
  return new ConversationDriver(initialState(options.start), policy, {
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
    storeTurn: (turn) => options.storeTurn(byWallClock(turn)),
    logTurn: (record) => {
      const logged = options.appendLog(logLine(record, engines, settings().logText))
      tell(logged)
    },
    act: (order, confirmed, answer) => options.act?.(order, confirmed, answer),
    learnPauses: (pausesMs) => {
      const known = settings().learnedPausesMs
      const learned = learnPauses(known, pausesMs)
      if (learned !== known) tell(options.changeSettings({ learnedPausesMs: [...learned] }))
    },
    prompt: options.prompt,
    onSnapshot: options.onSnapshot,
    onTurn: (turn) => options.onTurn(byWallClock(turn)),
  })
}

/** Less than this is drift between the two clocks, and nobody would notice. */
const NOTICEABLE_MS = 2000

/** The turn at the time that the person's own clock showed. */
const byWallClock = (turn: TranscriptTurn): TranscriptTurn => {
  const behindMs = Date.now() - nowMs()
  if (Math.abs(behindMs) < NOTICEABLE_MS) return turn
  // In whole seconds, so that a turn that is stored again keeps its time.
  return { ...turn, startedAtMs: turn.startedAtMs + Math.round(behindMs / 1000) * 1000 }
}

/** English where nobody has translated them yet: better than silence. */
const phrasesFor = (language: string): SpokenPhrases =>
  /^zh\b/i.test(language) ? phrases.zh : phrases.en

/** The whole line: with the engines, those that would have served where none has, and without what was said unless the person wants it there. */
const logLine = (record: ExchangeRecord, engines: EngineSet, withText: boolean): TurnLogRecord => {
  const { personText, replyText, ...rest } = record
  const { stt, llm, tts, turn } = engines.modelIds()
  const served = record.engines
  const line = {
    ...rest,
    engines: {
      stt: served.stt ?? stt,
      llm: served.llm ?? llm,
      tts: served.tts ?? tts,
      turn,
    },
  }
  return withText ? { ...line, personText, replyText } : line
}
