import type { BargeInOutcome } from '../../contracts/turn-log.ts'
import { comingText, heardMs, heardText } from '../speech/playback-ledger.ts'
import { decideBargeIn, type BargeInDecision } from '../turns/barge-in.ts'
import { isStopOrder } from '../turns/short-answers.ts'
import { closeEar } from './ear.ts'
import { endExchange } from './exchange.ts'
import { pauseInto } from './pausing.ts'
import type { ConversationPolicy } from './policy.ts'
import { replyOf, type ConversationState, type Listening } from './state.ts'
import { andThen, step, type Step } from './step.ts'
import { withEntry } from './trace.ts'
import { stopAll, withdraw } from './withdraw.ts'

/**
 * Speech over an answer. The reply stands still from its first sign on (`ducking`), is judged by its
 * words and its sound (`core/turns/barge-in`), and then ends, is withdrawn, or goes on from where it
 * was.
 */

type Over = Extract<Listening, { kind: 'speaking' | 'judging' }>

/** A heard reply is interrupted; an unheard one is withdrawn and its question carried on. */
export const stopForKey = (state: ConversationState, atMs: number): Step => {
  if ((replyOf(state)?.startedAtMs ?? null) !== null) return stopAll(state, atMs)
  // Its words are not there yet: it cannot be carried, so its transcript is waited for.
  return state.exchange?.stage.kind === 'transcribing' ? step(state) : withdraw(state, atMs)
}

/** So much of what was just said is compared with what the microphone hears. */
const SAID_CHARACTERS = 160

/** What the reply said last, and what it is about to say. */
const replyWords = (state: ConversationState): string => {
  const reply = replyOf(state)
  if (reply === null || reply.startedAtMs === null) return ''
  return `${heardText(reply.ledger).slice(-SAID_CHARACTERS)} ${comingText(reply.ledger).slice(0, SAID_CHARACTERS / 2)}`
}

/** Looks at the speech over the reply: it is meant, it is not, or it cannot be told yet. */
export const judge = (
  state: ConversationState,
  heard: { readonly words: string | null; readonly timedOut?: boolean; readonly atMs: number },
  policy: ConversationPolicy,
): Step => {
  const { listening } = state
  if (listening.kind !== 'speaking' && listening.kind !== 'judging') return step(state)
  if (state.exchange === null) return step(state)
  const over = listening.kind === 'judging'
  const untilMs = over ? listening.speechEndAtMs : heard.atMs
  const speechMs = untilMs - listening.speechStartAtMs
  const decision = decideBargeIn(
    {
      speechMs,
      over,
      words: heard.words,
      evidence: over ? listening.evidence : null,
      replyWords: replyWords(state),
      voice: listening.voice,
      askedBy: state.exchange.voice,
    },
    policy.bargeIn,
  )
  // The key is held, or was while it was said: whatever is said is meant.
  const meant: BargeInDecision = listening.bargeIn
    ? decision
    : { kind: 'interrupt', reason: 'key held' }
  return obey(
    state,
    listening,
    heard.timedOut === true ? atLast(meant, speechMs) : meant,
    heard,
    policy,
  )
}

/** The words do not come: a longer sound is believed, so that nothing that was said is lost. */
const BELIEVED_MS = 350

const atLast = (decision: BargeInDecision, speechMs: number): BargeInDecision => {
  if (decision.kind !== 'wait') return decision
  return speechMs >= BELIEVED_MS
    ? { kind: 'interrupt', reason: 'words unknown' }
    : { kind: 'resume', outcome: 'noise', reason: 'short, words unknown' }
}

const obey = (
  state: ConversationState,
  listening: Over,
  decision: BargeInDecision,
  heard: { readonly words: string | null; readonly atMs: number },
  policy: ConversationPolicy,
): Step => {
  const { atMs } = heard
  switch (decision.kind) {
    case 'wait':
      return listening.kind === 'speaking'
        ? step(state, {
            type: 'set-timer',
            timer: 'interruption',
            delayMs: policy.bargeIn.checkEveryMs,
          })
        : step(state)
    case 'resume': {
      // A stranger who talks on is told of once.
      const told = listening.unheeded
        ? state
        : noted(state, listening, decision.outcome, decision.reason, atMs)
      return decision.outcome === 'stranger' && listening.kind === 'speaking'
        ? step(
            { ...told, listening: { ...listening, unheeded: true } },
            { type: 'set-timer', timer: 'interruption', delayMs: policy.bargeIn.checkEveryMs },
          )
        : closeEar(told)
    }
    case 'interrupt': {
      // Its words are not there yet: it cannot be carried, so its transcript is waited for.
      if (state.exchange?.stage.kind === 'transcribing') {
        const words = heard.words ?? listening.words
        return step(
          { ...state, listening: { ...listening, words } },
          { type: 'set-timer', timer: 'interruption', delayMs: policy.bargeIn.checkEveryMs },
        )
      }
      const ended = endFor(
        noted(state, listening, 'interrupted', decision.reason, atMs),
        heard,
        policy,
      )
      return andThen(
        andThen(ended, (state) => step(state, { type: 'clear-timer', timer: 'interruption' })),
        (state) => listenOn(state, listening, atMs, policy),
      )
    }
  }
}

/** The barge-in on the exchange's timeline. */
const noted = (
  state: ConversationState,
  listening: Over,
  outcome: BargeInOutcome,
  reason: string,
  atMs: number,
): ConversationState =>
  state.exchange === null
    ? state
    : {
        ...state,
        exchange: withEntry(state.exchange, {
          kind: 'barge-in',
          atMs: listening.speechStartAtMs,
          untilMs: Math.max(atMs, listening.speechStartAtMs),
          outcome,
          reason,
        }),
      }

/** How the exchange ends for words that are meant. */
const endFor = (
  state: ConversationState,
  { words, atMs }: { readonly words: string | null; readonly atMs: number },
  policy: ConversationPolicy,
): Step => {
  const reply = replyOf(state)
  const heard = reply === null || reply.startedAtMs === null ? 0 : heardMs(reply.ledger)
  if (isStopOrder(words ?? '')) {
    const outcome = heard > 0 ? 'interrupted' : 'cancelled'
    return endExchange(state, { outcome, interruptedBy: 'speech', atMs })
  }
  return heard <= policy.joinHeardMs
    ? withdraw(state, atMs)
    : endExchange(state, { outcome: 'interrupted', interruptedBy: 'speech', atMs })
}

/** What was said over the reply becomes the person's turn, with its pre-roll: no word is clipped. */
const listenOn = (
  state: ConversationState,
  listening: Over,
  atMs: number,
  policy: ConversationPolicy,
): Step => {
  const exchangeId = state.carry?.exchangeId ?? listening.exchangeId
  const own = { ...listening, exchangeId, bargeIn: false }
  const next: ConversationState = {
    ...state,
    captions: { committed: state.carry?.text ?? '', tentative: '', heard: '', coming: '' },
  }
  return own.kind === 'judging'
    ? pauseInto(next, own, own, atMs, policy)
    : step({ ...next, listening: own })
}

/** The exchange ended by itself while it was being judged: what was said is a turn of its own. */
export const afterTheExchange = (
  state: ConversationState,
  atMs: number,
  policy: ConversationPolicy,
): Step =>
  state.listening.kind === 'judging' && state.exchange === null
    ? listenOn(state, state.listening, atMs, policy)
    : step(state)
