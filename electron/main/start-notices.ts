import type { CodedError } from '../contracts/errors.ts'
import type { ConversationSnapshot } from '../contracts/snapshot.ts'

/**
 * What was found at the start, one after the other: there is room for one notice, and each is there until
 * the person has dismissed it or has begun to talk.
 */
export const createStartNotices = (raise: (error: CodedError) => void) => {
  let waiting: readonly CodedError[] = []
  let isRaising = false

  const next = (): void => {
    const [first, ...others] = waiting
    if (first === undefined || isRaising) return
    waiting = others
    isRaising = true
    raise(first)
    isRaising = false
  }

  return {
    tell: (errors: readonly CodedError[]): void => {
      waiting = errors
      next()
    },
    /** To be called with each snapshot. */
    look: ({ attention, phase }: Pick<ConversationSnapshot, 'attention' | 'phase'>): void => {
      if (attention === null && phase === 'idle') next()
    },
  }
}
