import type { Clock } from '../workers/clock.ts'

/** An engine that takes longer to load than this keeps nobody waiting. */
const AT_MOST_MS = 3000

export interface HeadStart {
  /** The first engine begins to load. */
  readonly begin: () => void
  /** It has loaded, or will not. */
  readonly end: () => void
  /** Calls back once the head start is over: at once where it is. */
  readonly after: (then: () => void) => void
}

/**
 * Lets one engine load before the others, once, when the app starts. Beside them on few cores the
 * recogniser takes seconds for what takes it 0.4 s alone, and it is what a person needs first: who speaks
 * at once is heard, and the rest is loaded while they speak. The detector of the phrase waits for nobody:
 * to call is what one does first, too.
 */
export const createHeadStart = (clock: Clock): HeadStart => {
  let isOver = false
  let waiting: (() => void)[] = []
  let cancel: (() => void) | null = null

  const end = (): void => {
    isOver = true
    cancel?.()
    const those = waiting
    waiting = []
    for (const then of those) then()
  }
  return {
    begin: () => {
      if (!isOver) cancel ??= clock.setTimer(AT_MOST_MS, end)
    },
    end,
    after: (then) => {
      if (isOver) then()
      else waiting.push(then)
    },
  }
}
