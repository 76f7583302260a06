/**
 * How many threads the next evaluation gets.
 *
 * Measured with Qwen2.5 0.5B on two cores, tokens a second generated (prompt tokens a second):
 *
 *                       1 thread       2 threads
 *   idle machine        17 (127)       26 (250)
 *   one core busy       13 (83)        3.7 (14 to 62)
 *   both cores busy     9.4 (96)       0.7 (29)
 *
 * The threads wait for each other at every layer, so one that is not scheduled stops all. Two
 * threads are worth having only while both cores are free, and that shows in the time they take.
 *
 * 1. Never more than `maximum`, never less than one.
 * 2. An evaluation slower than one thread alone would be puts it down to one thread for a while,
 *    for longer each time that this repeats.
 * 3. Where other programs leave too little, it is not tried at all.
 * 4. A long prewarm has one thread, and so has what is written ahead of the question behind its first
 *    token: they run while the person speaks, and the other core is speech recognition's. (With two they met that in one of
 *    five slices, which then took up to 570 ms, and the reply that followed was kept to one thread
 *    for it.) The last words of the person are read with all: they come right behind a decoding,
 *    and a reply that is asked for meanwhile waits until they are read.
 */
export interface ThreadGovernor {
  threads(work: LlamaWork, nowMs: number): number
  /** Tokens to evaluate at once, at most: few while it is not known how busy the machine is. */
  sliceTokens(work: LlamaWork, nowMs: number): number
  /** What the evaluation of so many tokens took, with how many threads. */
  observe(threads: number, tokens: number, elapsedMs: number, nowMs: number): void
}

export type LlamaWork =
  /** `tokens`: those that are still to be evaluated. */
  | { readonly type: 'prewarm' | 'prompt'; readonly tokens: number }
  /** `position`: tokens of the reply written before; `ahead`: before the reply is asked for. */
  | { readonly type: 'ahead' | 'reply'; readonly position: number }

/**
 * Slower than one thread alone by this factor and this much: several threads are to blame. One
 * token that somebody else delayed by a moment (30 to 40 ms) is not enough.
 */
const TOLERANCE = 1.3
const TOLERANCE_MS = 40
/** On one thread, in times of one token: 2 tokens at once take 1.1, 8 take 1.9, 128 take 17.5. */
const SLICE_BASE = 0.85
const SLICE_PER_TOKEN = 0.13

/**
 * Tokens evaluated between two looks at the abort signal. Two idle cores: 16 tokens at once in
 * 0.1 s (163 tokens/s), 32 in 0.17 s (203), 64 in 0.35 s (209), all at once 248 tokens/s; on one
 * thread 16 as fast as 32 (73 tokens/s). A prewarm must make way at once; a reply's own prompt is
 * mostly warm and rarely stopped.
 */
const SLICE_TOKENS: Readonly<Record<LlamaWork['type'], number>> = {
  prewarm: 16,
  prompt: 128,
  ahead: 1,
  reply: 1,
}
/**
 * A slice cannot be stopped. The last words of a person and the template's end are 7 to 9 tokens: at
 * once 69 ms on two threads (one: 127), in two bites and a last token 41 + 36 + 33. If the machine
 * turns out to be busy, half a second is lost on them and not two.
 */
const PROBE_TOKENS = 10
/** What a partial transcript adds to the one before it, with the template's end. */
const SHORT_PREWARM_TOKENS = 16
/**
 * Cores that others may keep busy beyond those that are left over. One slow evaluation costs 1 to
 * 2.7 s where a program occupies a whole core, so it is not even tried there; speech recognition and
 * windows that draw themselves stay below this.
 */
const SPARED_CORES = 0.7
/** What was true so recently still is. */
const SURE_FOR_MS = 3_000

/** A burst of speech recognition or drawing takes 0.1 to 0.3 s; a busy machine stays busy. */
const FIRST_PAUSE_MS = 150
const PAUSE_GROWTH = 4
const LONGEST_PAUSE_MS = 12_000
/**
 * The first clause is what the person waits for. Once it is out (8 tokens), speech is synthesised
 * at the same time and gets a core of its own; one thread still writes four times as fast as the
 * voice speaks.
 */
const EAGER_TOKENS = 8

interface ThreadGovernorParts {
  readonly maximum: number
  /** Measured when the model was loaded, on one thread. */
  readonly singleThreadTokenMs: number
  readonly cores: number
  /** Cores that other programs keep busy. */
  readonly otherLoad: () => number
}

export const createThreadGovernor = ({
  maximum,
  singleThreadTokenMs,
  cores,
  otherLoad,
}: ThreadGovernorParts): ThreadGovernor => {
  let tokenMs = singleThreadTokenMs
  let failures = 0
  let pausedUntilMs = Number.NEGATIVE_INFINITY
  let lastSuccessMs = Number.NEGATIVE_INFINITY

  const isAside = (work: LlamaWork): boolean =>
    (work.type === 'ahead' && work.position > 0) ||
    (work.type === 'prewarm' && work.tokens > SHORT_PREWARM_TOKENS)

  const mayTry = (work: LlamaWork, nowMs: number): boolean => {
    const load = otherLoad()
    if (maximum === 1 || isAside(work) || nowMs < pausedUntilMs) return false
    return load <= cores - maximum + SPARED_CORES
  }

  const threads = (work: LlamaWork, nowMs: number): number => {
    if (!mayTry(work, nowMs)) return 1
    const shared = work.type === 'reply' && work.position >= EAGER_TOKENS
    return Math.max(1, shared ? maximum - 1 : maximum)
  }

  return {
    threads,
    sliceTokens: (work, nowMs) => {
      const sure = threads(work, nowMs) === 1 || nowMs - lastSuccessMs < SURE_FOR_MS
      return sure ? SLICE_TOKENS[work.type] : PROBE_TOKENS
    },
    observe: (used, tokens, elapsedMs, nowMs) => {
      if (used === 1) {
        if (tokens === 1) tokenMs = Math.min(tokenMs, elapsedMs)
        return
      }
      const aloneMs = tokenMs * (SLICE_BASE + SLICE_PER_TOKEN * tokens)
      if (elapsedMs <= aloneMs * TOLERANCE + TOLERANCE_MS) {
        failures = 0
        lastSuccessMs = nowMs
      } else {
        failures += 1
        pausedUntilMs =
          nowMs + Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * PAUSE_GROWTH ** (failures - 1))
      }
    },
  }
}
