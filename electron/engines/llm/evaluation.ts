import type { LlamaContextSequence, Token } from 'node-llama-cpp'
import type { LoadedLlama } from './load-llama.ts'
import { planReuse } from './prefix-reuse.ts'
import type { LlamaWork } from './thread-governor.ts'

/**
 * Greedy small models fall into loops ("1/4 cup of sugar, 1/4 cup of butter, ..." until the reply is
 * full). A penalty on words that were used before spoils facts (the moon came to 69,031 miles);
 * this one falls only on sequences of more than four tokens said again within the last sentences.
 */
const DRY = { strength: 0.8, allowedLength: 4, lastTokens: 64, sequenceBreakers: [] }
/** A model that repeats itself is told so within the last sentences, not the whole talk. */
const REPEAT_PENALTY_TOKENS = 64

/**
 * Keeps what the evaluated context shares with `wanted`, up to `from`, from where on it is to be
 * evaluated anew; returns what is still to be evaluated.
 */
export const alignContext = async (
  sequence: LlamaContextSequence,
  wanted: readonly Token[],
  from: number,
): Promise<readonly Token[]> => {
  const evaluated = sequence.contextTokens
  const { kept, removed, moved } = planReuse(evaluated, wanted)
  const ranges = [
    { start: kept, end: kept + removed },
    { start: kept + removed + moved, end: evaluated.length },
  ].filter(({ start, end }) => end > start)
  if (ranges.length > 0) await sequence.eraseContextTokenRanges(ranges)
  if (sequence.nextTokenIndex > from) {
    await sequence.eraseContextTokenRanges([{ start: from, end: sequence.nextTokenIndex }])
  }
  // Where the library could not keep it, it says so by where it would go on.
  return wanted.slice(sequence.nextTokenIndex)
}

/** Runs one evaluation on as many threads as do it good now. */
export const governed = async <Result>(
  { llama, governor }: LoadedLlama,
  work: LlamaWork,
  tokens: number,
  evaluate: () => Promise<Result>,
): Promise<Result> => {
  const startMs = performance.now()
  const threads = governor.threads(work, startMs)
  llama.maxThreads = threads
  const result = await evaluate()
  const endMs = performance.now()
  governor.observe(threads, tokens, endMs - startMs, endMs)
  return result
}

/**
 * Evaluates slice by slice until what is left can be evaluated at once, or is `keep` tokens, or the
 * signal aborts. Returns what is left, never less than `keep`.
 */
export const evaluateUntil = async (
  loaded: LoadedLlama,
  tokens: readonly Token[],
  type: 'prewarm' | 'prompt',
  left: { readonly keep: number; readonly slice: boolean },
  signal: AbortSignal,
): Promise<readonly Token[]> => {
  const { sequence, governor } = loaded
  let rest = tokens
  while (!signal.aborted) {
    const work: LlamaWork = { type, tokens: rest.length }
    const limit = governor.sliceTokens(work, performance.now())
    if (rest.length <= (left.slice ? Math.max(limit, left.keep) : left.keep)) return rest
    const slice = rest.slice(0, Math.min(limit, rest.length - left.keep))
    await governed(loaded, work, slice.length, () =>
      sequence.evaluateWithoutGeneratingNewTokens([...slice]),
    )
    rest = rest.slice(slice.length)
  }
  return rest
}

/** The library's own stream of tokens behind `rest`; `written` holds those that came out of it. */
export const sampleTokens = (
  { sequence, options: { repeatPenalty }, sampling, tokenBias }: LoadedLlama,
  rest: readonly Token[],
  written: readonly Token[],
): AsyncGenerator<Token, void> => {
  return sequence.evaluate([...rest], {
    ...sampling,
    tokenBias,
    dryRepeatPenalty: DRY,
    ...(repeatPenalty === undefined
      ? {}
      : {
          repeatPenalty: {
            penalty: repeatPenalty,
            punishTokens: () => written.slice(-REPEAT_PENALTY_TOKENS),
            maxPunishTokens: REPEAT_PENALTY_TOKENS,
          },
        }),
  })
}
