import { isInvented } from '../turns/invented-words.ts'
import { areOwnWords } from '../turns/own-words.ts'
import type { ConversationState, Exchange } from './state.ts'

/** A loudspeaker by radio is 0.3 s late, and a room goes on for as long. */
const ECHO_TAIL_MS = 600

/** Words that began with the end of a reply, and are its own. */
const isOwnEcho = ({ saidLast }: ConversationState, { startedAtMs, text }: Exchange): boolean =>
  saidLast !== null &&
  startedAtMs <= saidLast.endedAtMs + ECHO_TAIL_MS &&
  areOwnWords(text, saidLast.words)

/**
 * Whether nobody said the words of this exchange: they were made out of noise, or are the echo of the
 * reply before it. Such words are neither stored nor answered. What is said with a key held is
 * believed, and so is what goes on from words that were.
 */
export const isNotTheirs = (state: ConversationState, exchange: Exchange): boolean =>
  (exchange.way === 'open' || exchange.way === 'tap') &&
  exchange.carry === null &&
  exchange.text !== '' &&
  ((exchange.evidence !== null && isInvented(exchange.text, exchange.evidence)) ||
    isOwnEcho(state, exchange))
