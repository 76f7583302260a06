/**
 * What of an evaluated context can be kept for the next prompt. Evaluating a token costs 4 ms on
 * two idle cores and 8 to 70 ms on busy ones; keeping it costs nothing.
 */
interface PrefixReuse {
  /** Tokens at the start that stay. */
  readonly kept: number
  /** Length of the block behind them that is cut out, so that what follows it moves up. */
  readonly removed: number
  /** Tokens behind the cut that stay as well. */
  readonly moved: number
}

/**
 * A block that moves up must be this long: shorter matches are chance, and the text in it was
 * evaluated with words in sight that are gone now.
 */
const SHORTEST_MOVE_TOKENS = 48

const commonLength = (
  first: readonly number[],
  firstStart: number,
  second: readonly number[],
  secondStart: number,
): number => {
  const limit = Math.min(first.length - firstStart, second.length - secondStart)
  let length = 0
  while (length < limit && first[firstStart + length] === second[secondStart + length]) length += 1
  return length
}

/**
 * Compares what is evaluated with what is wanted. At least one wanted token is always left to be
 * evaluated: the model's next token comes out of an evaluation.
 */
export const planReuse = (evaluated: readonly number[], wanted: readonly number[]): PrefixReuse => {
  const usable = wanted.length - 1
  const kept = Math.min(commonLength(evaluated, 0, wanted, 0), Math.max(0, usable))
  const longest = Math.min(evaluated.length - kept, wanted.length - kept)
  if (longest < SHORTEST_MOVE_TOKENS) return { kept, removed: 0, moved: 0 }
  let best: PrefixReuse = { kept, removed: 0, moved: 0 }
  for (let start = kept + 1; evaluated.length - start > best.moved; start += 1) {
    const moved = Math.min(commonLength(evaluated, start, wanted, kept), usable - kept)
    if (moved > best.moved) best = { kept, removed: start - kept, moved }
  }
  return best.moved >= SHORTEST_MOVE_TOKENS ? best : { kept, removed: 0, moved: 0 }
}
