/**
 * The silence around what a voice says. Piper puts some 50 ms before and 200 ms or more behind a
 * clause: the first delays the answer, the second sounds like a stutter between two clauses.
 */

/** −46 dBFS: below every consonant of the voices measured, above their noise. */
const AUDIBLE = 0.005
const LEAD_SECONDS = 0.01
/** How long a speaker rests: after a sentence, and after anything less. */
const SENTENCE_REST_SECONDS = 0.2
const CLAUSE_REST_SECONDS = 0.09

/**
 * The sound of a clause with a short lead and the rest that its last sign asks for. Sound that is
 * silent throughout becomes empty.
 */
export const trimSpoken = (
  samples: Float32Array,
  sampleRateHz: number,
  text: string,
): Float32Array => {
  const first = samples.findIndex((sample) => Math.abs(sample) >= AUDIBLE)
  if (first < 0) return new Float32Array(0)
  const last = samples.findLastIndex((sample) => Math.abs(sample) >= AUDIBLE)
  const start = Math.max(0, first - Math.round(LEAD_SECONDS * sampleRateHz))
  const rest = /[.!?。！？:]["'”’)]*\s*$/u.test(text) ? SENTENCE_REST_SECONDS : CLAUSE_REST_SECONDS
  const end = last + 1 + Math.round(rest * sampleRateHz)
  const spoken = new Float32Array(end - start)
  spoken.set(samples.subarray(start, Math.min(end, samples.length)))
  return spoken
}
