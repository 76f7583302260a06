import type { CodedError } from '../../contracts/errors.ts'
import { flushChunker, pushDelta } from '../speech/clause-chunker.ts'
import {
  addChunk,
  comingText,
  heardText,
  recordEnd,
  recordProgress,
  type PlaybackLedger,
} from '../speech/playback-ledger.ts'
import { speakableText } from '../speech/speakable-text.ts'
import { wordCount } from '../turns/short-answers.ts'
import type { ConversationEffect } from './effects.ts'
import { endExchange, failReply, withMark, withReply } from './exchange.ts'
import type { ConversationPolicy } from './policy.ts'
import { correctedHistory, replyTurn } from './records.ts'
import { replyOf, type ConversationState, type Exchange, type Reply } from './state.ts'
import { step, type Step } from './step.ts'

/** A reply under way: its words become clauses, clauses become sound, sound becomes heard text. */

/** Null for a result of a generation that is no longer wanted. */
const current = (
  state: ConversationState,
  generation: number,
): { exchange: Exchange; reply: Reply } | null => {
  const reply = replyOf(state)
  return state.exchange !== null && reply?.generation === generation
    ? { exchange: state.exchange, reply }
    : null
}

const withCaptions = (state: ConversationState, ledger: PlaybackLedger, text: string) => {
  // What may still be taken back is not shown: it would look as if the person had been cut off.
  if (state.exchange?.confirmed !== true) return state.captions
  const heard = heardText(ledger)
  // What is written and not yet a clause is shown too: captions follow the model, not the voice.
  const coming = heard === '' ? text : comingOf(text, heard, ledger)
  return { ...state.captions, heard, coming }
}

const comingOf = (text: string, heard: string, ledger: PlaybackLedger) =>
  text.trimStart().startsWith(heard) ? text.trimStart().slice(heard.length) : comingText(ledger)

/**
 * A clause cut where no mark stands would be said as if the sentence ended: the voice falls by a
 * third at "The capital of Japan" and stays up behind a comma.
 */
const goingOn = (spoken: string): string => (/[\p{L}\p{N}]$/u.test(spoken) ? `${spoken},` : spoken)

/** What is to be told first is said in front of the first clause; it is no part of the reply's text. */
const announced = (
  reply: Reply,
  announcement: string | null,
): { reply: Reply; effects: readonly ConversationEffect[] } =>
  announcement === null || reply.chunkCount > 0
    ? { reply, effects: [] }
    : {
        reply: {
          ...reply,
          announces: announcement,
          chunkCount: 1,
          ledger: addChunk(reply.ledger, 0, ''),
        },
        effects: [{ type: 'speak', generation: reply.generation, index: 0, text: announcement }],
      }

/** Puts finished clauses into the ledger and hands what can be said of them to speech. */
const speakClauses = (
  reply: Reply,
  clauses: readonly string[],
  language: string,
  moreToCome: boolean,
  announcement: string | null,
): { reply: Reply; effects: readonly ConversationEffect[] } => {
  const effects: ConversationEffect[] = []
  let next = reply
  for (const clause of clauses) {
    const spoken = speakableText(clause, language)
    const written = next.unspoken === '' ? clause : `${next.unspoken} ${clause}`
    if (spoken === '') {
      next = { ...next, unspoken: written }
      continue
    }
    const first = announced(next, announcement)
    effects.push(...first.effects)
    next = first.reply
    const index = next.chunkCount
    const text = moreToCome ? goingOn(spoken) : spoken
    effects.push({ type: 'speak', generation: next.generation, index, text })
    next = {
      ...next,
      unspoken: '',
      chunkCount: index + 1,
      ledger: addChunk(next.ledger, index, written),
    }
  }
  return { reply: next, effects }
}

export const onTextDelta = (
  state: ConversationState,
  event: {
    readonly generation: number
    readonly text: string
    readonly voicedAs?: number | undefined
    readonly engine?: string
    readonly atMs: number
  },
  policy: ConversationPolicy,
): Step => {
  const now = current(state, event.generation)
  if (now === null || now.reply.generated) return step(state)
  const { voicedAs, atMs, text } = event
  const written = { ...now.reply, writtenBy: now.reply.writtenBy ?? event.engine ?? null }
  if (voicedAs !== undefined && (written.voicedAs !== null || written.chunkCount === 0)) {
    return onVoicedDelta(state, { ...now, reply: written }, { voicedAs, text, atMs })
  }
  const pushed = pushDelta(written.chunker, event.text)
  const spoken = speakClauses(
    { ...written, chunker: pushed.state, text: written.text + event.text },
    pushed.clauses,
    policy.voiceLanguage,
    true,
    state.announcement,
  )
  const marked = withMark(now.exchange, 'first-token', event.atMs)
  const exchange = spoken.effects.length > 0 ? withMark(marked, 'first-clause', event.atMs) : marked
  return step(
    {
      ...state,
      exchange: withReply(exchange, spoken.reply),
      captions: withCaptions(state, spoken.reply.ledger, spoken.reply.text),
    },
    ...spoken.effects,
  )
}

/**
 * To be said in front of the next reply, which may be the one under way: as long as nothing of it is
 * said, a model that speaks by itself can leave room for it.
 */
export const onAnnouncement = (state: ConversationState, text: string): Step => {
  const reply = replyOf(state)
  const announcing = { ...state, announcement: text }
  return reply === null || reply.generated || reply.chunkCount > 0
    ? step(announcing)
    : step(announcing, { type: 'make-room', generation: reply.generation })
}

/** A model that speaks by itself begins to: behind what is announced, where it has left room for that. */
const beginVoice = (
  reply: Reply,
  voicedAs: number,
  announcement: string | null,
): { reply: Reply; effects: readonly ConversationEffect[] } => {
  if (voicedAs === 0) return { reply, effects: [] }
  const first = announced(reply, announcement)
  return first.effects.length > 0
    ? first
    : { reply, effects: [{ type: 'skip', generation: reply.generation, index: 0 }] }
}

/**
 * Text whose sound comes from the model itself. It is one chunk, however long: nobody knows which of its
 * words a piece of the sound holds, so what was heard is told by the share of the sound that was played.
 */
const onVoicedDelta = (
  state: ConversationState,
  { exchange, reply }: { readonly exchange: Exchange; readonly reply: Reply },
  event: { readonly voicedAs: number; readonly text: string; readonly atMs: number },
): Step => {
  const { voicedAs } = event
  const begun =
    reply.voicedAs === null
      ? beginVoice(reply, voicedAs, state.announcement)
      : { reply, effects: [] }
  const text = reply.text + event.text
  const next: Reply = {
    ...begun.reply,
    voicedAs,
    text,
    spokenBy: reply.writtenBy,
    chunkCount: voicedAs + 1,
    ledger: addChunk(begun.reply.ledger, voicedAs, text),
  }
  const marked = withMark(withMark(exchange, 'first-token', event.atMs), 'first-clause', event.atMs)
  const shown = { ...state, exchange: withReply(marked, next) }
  return step({ ...shown, captions: withCaptions(shown, next.ledger, text) }, ...begun.effects)
}

export const onGenerationDone = (
  state: ConversationState,
  event: {
    readonly generation: number
    readonly completionTokens: number | null
    readonly failure: CodedError | null
    readonly atMs: number
  },
  policy: ConversationPolicy,
): Step => {
  const now = current(state, event.generation)
  if (now === null || now.reply.generated) return step(state)
  const flushed = flushChunker(now.reply.chunker)
  const spoken = speakClauses(
    { ...now.reply, chunker: flushed.state },
    flushed.clauses,
    policy.voiceLanguage,
    false,
    state.announcement,
  )
  const reply: Reply = {
    ...spoken.reply,
    generated: true,
    failure: event.failure,
    completionTokens: event.completionTokens,
    generationMs: event.atMs - (now.exchange.marks['first-token'] ?? event.atMs),
  }
  if (reply.text.trim() === '') {
    return failReply(state, { code: 'llm.failed', detail: 'the reply was empty' }, event.atMs)
  }
  const exchange =
    spoken.effects.length > 0 ? withMark(now.exchange, 'first-clause', event.atMs) : now.exchange
  const next = {
    ...state,
    exchange: withReply(exchange, reply),
    captions: withCaptions(state, reply.ledger, reply.text),
  }
  // Nothing that can be said (a lone emoji): it is shown, and that was the answer.
  if (reply.chunkCount === 0 && exchange.confirmed) return endReply(next, reply, event.atMs)
  return step(next, ...spoken.effects, {
    type: 'close-playback',
    generation: reply.generation,
    chunkCount: reply.chunkCount,
  })
}

/**
 * Generation broke off. Clauses that are on their way are still heard, and the turn is marked; a
 * reply of which nothing is ready is tried again or given up.
 */
export const onGenerationFailed = (
  state: ConversationState,
  event: { readonly generation: number; readonly error: CodedError; readonly atMs: number },
  policy: ConversationPolicy,
): Step => {
  const now = current(state, event.generation)
  if (now === null || now.reply.generated) return step(state)
  // Sound that the model itself did not finish will not come: nothing is left to be waited for.
  const { voicedAs, synthesizedCount } = now.reply
  const voiceBroke = voicedAs !== null && synthesizedCount <= voicedAs
  return now.reply.startedAtMs === null || voiceBroke
    ? failReply(state, event.error, event.atMs)
    : onGenerationDone(state, { ...event, completionTokens: null, failure: event.error }, policy)
}

export const onSynthesized = (
  state: ConversationState,
  event: {
    readonly generation: number
    readonly index: number
    readonly engine?: string
    readonly atMs: number
  },
): Step => {
  const now = current(state, event.generation)
  if (now === null) return step(state)
  const synthesizedCount = Math.max(now.reply.synthesizedCount, event.index + 1)
  const spokenBy = now.reply.spokenBy ?? event.engine ?? null
  const exchange = withReply(now.exchange, { ...now.reply, spokenBy, synthesizedCount })
  return step({ ...state, exchange: withMark(exchange, 'first-audio', event.atMs) })
}

/** Nobody can say a clause. What is only announced costs no reply that the model says by itself. */
export const onSpeechFailed = (
  state: ConversationState,
  event: {
    readonly generation: number
    readonly index: number | null
    readonly error: CodedError
    readonly atMs: number
  },
): Step => {
  const now = current(state, event.generation)
  if (now === null) return step(state)
  const { voicedAs, announces } = now.reply
  if (voicedAs === null || event.index === null || event.index >= voicedAs) {
    return failReply(state, event.error, event.atMs)
  }
  const announcement = announces === state.announcement ? null : state.announcement
  const { generation, index } = event
  return step({ ...state, announcement }, { type: 'skip', generation, index })
}

/**
 * Troubles that an answer puts an end to: somebody was heard, understood, and is answered aloud. Not what
 * goes on all the same: a full disk, a hotkey that is taken, a part that waits for the person's word.
 */
const OVER_WITH_AN_ANSWER =
  /^(?:(?:provider|stt|llm|tts|speaker)\.|worker\.(?!gave-up)|sound\.no-speech$|audio\.lost$)/

const isOverWith = (attention: CodedError | null): boolean =>
  attention !== null && OVER_WITH_AN_ANSWER.test(attention.code)

export const onPlaybackStart = (
  state: ConversationState,
  generation: number,
  atMs: number,
): Step => {
  const now = current(state, generation)
  if (now === null || !now.exchange.confirmed || now.reply.startedAtMs !== null) return step(state)
  const reply = { ...now.reply, startedAtMs: atMs, soundedUntilMs: atMs }
  // What a model says by itself is heard before all of its sound is there.
  const sounding = withMark(now.exchange, 'first-audio', atMs)
  const exchange = withReply(withMark(sounding, 'playback-start', atMs), reply)
  // A reply that is dropped before it is heard announces nothing: the next one does.
  const announcement = reply.announces === state.announcement ? null : state.announcement
  const attention = isOverWith(state.attention) ? null : state.attention
  const captions = withCaptions(state, reply.ledger, reply.text)
  return step(
    { ...state, exchange, announcement, attention, captions },
    { type: 'store-turn', turn: replyTurn(state, exchange, reply, 'streaming', atMs) },
  )
}

interface PlaybackProgress {
  readonly generation: number
  readonly index: number
  readonly playedMs: number
  readonly chunkMs: number
  readonly atMs: number
}

export const onPlaybackProgress = (state: ConversationState, event: PlaybackProgress): Step => {
  const now = current(state, event.generation)
  if (now === null) return lateProgress(state, event)
  const ledger = recordProgress(now.reply.ledger, event.index, event.playedMs, event.chunkMs)
  const reply = { ...now.reply, ledger, soundedUntilMs: event.atMs }
  const exchange = withReply(now.exchange, reply)
  const next = { ...state, exchange, captions: withCaptions(state, ledger, reply.text) }
  const heard = heardText(ledger)
  const heardBefore = heardText(now.reply.ledger)
  if (heard === heardBefore) return step(next)
  const turn = replyTurn(state, exchange, reply, 'streaming', event.atMs)
  // Shown word by word; stored with each clause that begins and every few words: a crash leaves
  // behind nearly all that the person heard, and main does not wait for the disk at every word.
  const isStored =
    ledger.current !== now.reply.ledger.current || storedSteps(heard) !== storedSteps(heardBefore)
  const type = isStored ? 'store-turn' : 'show-turn'
  return step(next, { type, turn })
}

/** Four words take about 1.3 s to say. */
const WORDS_BETWEEN_STORES = 4
const storedSteps = (text: string): number => Math.floor(wordCount(text) / WORDS_BETWEEN_STORES)

/** The exact position at which a cut-off reply fell silent comes just after the cut. */
const lateProgress = (state: ConversationState, event: PlaybackProgress): Step => {
  const cut = state.cutOff
  if (cut === null || cut.generation !== event.generation) return step(state)
  const reply = {
    ...cut.reply,
    ledger: recordProgress(cut.reply.ledger, event.index, event.playedMs, event.chunkMs),
  }
  const exchange = withReply(cut.exchange, reply)
  return step(
    {
      ...state,
      cutOff: { ...cut, exchange, reply },
      history: correctedHistory(state.history, cut, reply),
    },
    { type: 'store-turn', turn: replyTurn(state, exchange, reply, cut.status, event.atMs) },
  )
}

export const onPlaybackEnd = (state: ConversationState, generation: number, atMs: number): Step => {
  const now = current(state, generation)
  if (now === null || !now.reply.generated) return step(state)
  const reply = { ...now.reply, ledger: recordEnd(now.reply.ledger), soundedUntilMs: atMs }
  const ended = {
    ...state,
    exchange: withReply(now.exchange, reply),
    captions: { ...state.captions, heard: reply.text.trim(), coming: '' },
  }
  return endReply(ended, reply, atMs)
}

/** All of it was heard, or shown; it may be less than there was to say. */
const endReply = (state: ConversationState, { failure }: Reply, atMs: number): Step =>
  endExchange(
    state,
    failure === null
      ? { outcome: 'answered', atMs }
      : { outcome: 'failed', attention: failure, atMs },
  )
