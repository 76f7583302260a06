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
 * threads are worth having only while both cores are free, and that shows in the time of a token.
 *
 * 1. Never more than `maximum`, never less than one.
 * 2. An evaluation that is slower than one thread alone puts it down to one thread, for longer each
 *    time that this repeats.
 */
export interface ThreadGovernor {
  /** `position`: tokens of the reply generated before; null while the prompt is evaluated. */
  threads(position: number | null): number
  /** What the evaluation of so many tokens took, with how many threads. */
  observe(threads: number, tokens: number, elapsedMs: number): void
}

/**
 * A token of a prompt costs this part of a generated one: 1/7.5 on an idle machine, 1/6.5 and 1/10
 * on busy ones. Slices shorter than this say nothing.
 */
const PROMPT_TOKEN_SHARE = 1 / 7
const SHORTEST_SLICE_TOKENS = 16

/** One thread's token may take this much longer before several threads are blamed for it. */
const TOLERANCE = 1.5
/** Tokens on one thread after the first slow token: about 3 s, a pause that others may need. */
const FIRST_PENALTY_TOKENS = 48
const LONGEST_PENALTY_TOKENS = 768
/**
 * The first clause is what the person waits for. Once it is out (12 tokens), speech is synthesised
 * at the same time and gets a core of its own.
 */
const EAGER_TOKENS = 12

/** `singleThreadTokenMs`: measured when the model was loaded, on one thread. */
export const createThreadGovernor = (
  maximum: number,
  singleThreadTokenMs: number,
): ThreadGovernor => {
  let reference = singleThreadTokenMs
  let penalty = FIRST_PENALTY_TOKENS
  let penalised = 0
  return {
    threads: (position) => {
      if (penalised > 0) return 1
      const shared = position !== null && position >= EAGER_TOKENS
      return Math.max(1, shared ? maximum - 1 : maximum)
    },
    observe: (threads, tokens, elapsedMs) => {
      if (tokens > 1 && tokens < SHORTEST_SLICE_TOKENS) return
      const tokenMs = tokens === 1 ? elapsedMs : elapsedMs / tokens / PROMPT_TOKEN_SHARE
      if (threads === 1) {
        if (tokens === 1) reference = Math.min(reference, tokenMs)
        penalised = Math.max(0, penalised - tokens)
      } else if (tokenMs > reference * TOLERANCE) {
        penalised = penalty
        penalty = Math.min(LONGEST_PENALTY_TOKENS, penalty * 2)
      } else penalty = FIRST_PENALTY_TOKENS
    },
  }
}
