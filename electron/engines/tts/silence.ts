/** -50 dBFS. Before its first sound Piper stays below 0.002; the softest "f" and "h" begin at 0.004. */
const AUDIBLE = 0.003

/** Index of the first sample that is heard; the length where none is. */
export const soundStart = (samples: Float32Array): number => {
  const start = samples.findIndex((sample) => Math.abs(sample) > AUDIBLE)
  return start < 0 ? samples.length : start
}

/** Index behind the last sample that is heard; 0 where none is. */
export const soundEnd = (samples: Float32Array): number =>
  samples.findLastIndex((sample) => Math.abs(sample) > AUDIBLE) + 1

/**
 * How long a speaker pauses behind a clause, by the mark it ends in. Piper's own pause is anything
 * from 40 to 200 ms after the same mark. After a comma it is short: most of them stand where a reply
 * was cut for the sake of speed and a speaker would not pause at all; with the lead of the next
 * clause it makes 80 ms.
 */
export const pauseAfterMs = (text: string): number => {
  const end = text.trimEnd().replace(/["'”’)\]]+$/u, '')
  if (/[.!?…。！？]$/u.test(end)) return 200
  if (/[;:；：]$/u.test(end)) return 160
  return 70
}
