import { isInvented } from '../turns/invented-words.ts'
import { areOwnWords } from '../turns/own-words.ts'
import { answerTo } from '../actions/spoken/yes-or-no.ts'
import { orderOf } from '../actions/understand.ts'
import { isClosing } from '../wake/closing.ts'
import { isMeantForUs } from '../wake/meant-for-us.ts'
import { endsBySilence } from './way-in.ts'
import { isWoken } from './woken.ts'
import type { ConversationState, Exchange } from './state.ts'

/** A loudspeaker by radio is 0.3 s late, and a room goes on for as long. */
const ECHO_TAIL_MS = 600

/** Words that began with the end of a reply, and are its own. */
const isOwnEcho = ({ saidLast }: ConversationState, { startedAtMs, text }: Exchange): boolean =>
  saidLast !== null &&
  startedAtMs <= saidLast.endedAtMs + ECHO_TAIL_MS &&
  areOwnWords(text, saidLast.words)

/** Said while the ear was still open after an answer, and not to Warbler. */
export const isForOthers = (state: ConversationState, exchange: Exchange): boolean =>
  exchange.way === 'follow-up' &&
  (isStrangers(exchange) ||
    (!isClosing(exchange.text) &&
      orderOf(exchange.text) === null &&
      (state.confirming === null || answerTo(exchange.text, state.confirming) === null) &&
      !isMeantForUs({
        words: exchange.text,
        lastReply: state.history.findLast(({ speaker }) => speaker === 'assistant')?.text ?? '',
        lastQuestion: state.history.findLast(({ speaker }) => speaker === 'person')?.text ?? '',
        afterMs: exchange.startedAtMs - (state.answeredAtMs ?? exchange.startedAtMs),
      })))

/** Called without a key, in a voice that is none of those known. */
export const isStrangers = ({ way, voice }: Pick<Exchange, 'way' | 'voice'>): boolean =>
  isWoken({ way }) && voice === 'stranger'

/**
 * Whether nobody said the words of this exchange: they were made out of noise, or are the echo of the
 * reply before it, or they were said to somebody else. Such words are neither stored nor answered. What is said with a key held is
 * believed, and so is what goes on from words that were.
 */
export const isNotTheirs = (state: ConversationState, exchange: Exchange): boolean =>
  endsBySilence(exchange.way) &&
  exchange.carry === null &&
  exchange.text !== '' &&
  (isStrangers(exchange) ||
    isForOthers(state, exchange) ||
    (exchange.evidence !== null && isInvented(exchange.text, exchange.evidence)) ||
    isOwnEcho(state, exchange))
