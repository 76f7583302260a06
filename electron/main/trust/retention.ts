import { overAfter, type Ages, type Over } from '../../core/retention/over.ts'
import type { Clock } from '../workers/clock.ts'

interface RetentionParts {
  /** Days after its last word that a conversation is kept; null: for ever. */
  readonly days: () => number | null
  readonly ages: () => Ages
  readonly clock: Pick<Clock, 'setTimer'>
  readonly forgetOver: (over: Over) => void
  /** Removes what was set aside as damaged and is over. */
  readonly dropDamaged: (over: Over) => void
}

/** Whoever starts Warbler sees the start, and not the erasing. */
const FIRST_LOOK_MS = 60_000
const LOOK_EACH_MS = 60 * 60_000
/** Long enough to have it looked at by somebody; what was said is in it, and no search shows it. */
const DAMAGED_KEPT_DAYS = 30

/** Erases conversations, and damaged files of them, whose time is over: soon after the start, when the setting changes, and each hour. */
export const createRetention = (parts: RetentionParts) => {
  const { days, clock } = parts
  let cancel: () => void = () => undefined
  const look = (): void => {
    cancel()
    const kept = days()
    const ages = parts.ages()
    const over = kept === null ? null : overAfter(ages, kept)
    if (over !== null) parts.forgetOver(over)
    const damagedOver = overAfter(ages, Math.min(kept ?? Infinity, DAMAGED_KEPT_DAYS))
    if (damagedOver !== null) parts.dropDamaged(damagedOver)
    cancel = clock.setTimer(LOOK_EACH_MS, look)
  }
  cancel = clock.setTimer(FIRST_LOOK_MS, look)
  return { look, dispose: () => cancel() }
}
