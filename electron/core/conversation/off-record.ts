import type { ActionOrder } from '../../contracts/actions.ts'
import type { ConversationEffect } from './effects.ts'
import type { Step } from './step.ts'

/** What is said of having erased everything is heard, and no more: it would be the first thing that is kept. */

/** Whether nothing is kept of an exchange from when this was done on. */
export const leavesNothing = ({ action }: ActionOrder): boolean => action === 'delete-everything'

/** The exchange that an effect would keep something of. */
const keptBy = (effect: ConversationEffect): string | null => {
  switch (effect.type) {
    case 'store-words':
    case 'store-turn':
    case 'show-turn':
      return effect.turn.exchangeId
    case 'log-turn':
      return effect.record.exchangeId
    default:
      return null
  }
}

/** The step without what would keep something of the exchange that is off the record. */
export const withoutRecord = (step: Step): Step => {
  const { offRecord } = step.state
  return offRecord === null
    ? step
    : { ...step, effects: step.effects.filter((effect) => keptBy(effect) !== offRecord) }
}
