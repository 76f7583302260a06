import type { ConversationEffect } from './effects.ts'
import type { ConversationState } from './state.ts'

/** One step of the machine: the next state and what to do about it, in order. */
export interface Step {
  readonly state: ConversationState
  readonly effects: readonly ConversationEffect[]
}

export const step = (
  state: ConversationState,
  ...effects: readonly ConversationEffect[]
): Step => ({ state, effects })

/** Runs `next` on the state that `before` left and keeps the effects of both, in order. */
export const andThen = (before: Step, next: (state: ConversationState) => Step): Step => {
  const after = next(before.state)
  return { state: after.state, effects: [...before.effects, ...after.effects] }
}

/** Gives out the next serial. */
export const nextSerial = (
  state: ConversationState,
): [serial: number, state: ConversationState] => [
  state.serial + 1,
  { ...state, serial: state.serial + 1 },
]
