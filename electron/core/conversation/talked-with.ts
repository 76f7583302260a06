import { earOf } from './ear.ts'
import type { ConversationState } from './state.ts'

/**
 * Whether somebody talks with Warbler now: they are listened to, or answered. An open conversation in which
 * nobody says anything is not talk.
 */
export const isTalkedWith = ({
  exchange,
  listening,
}: Pick<ConversationState, 'exchange' | 'listening'>): boolean =>
  exchange !== null ||
  (listening.kind === 'armed' ? earOf(listening)?.way !== 'open' : listening.kind !== 'closed')
