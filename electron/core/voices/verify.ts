import type { VoiceFact, VoiceMatch, VoicePrint, VoiceStrictness } from '../../contracts/voices.ts'
import { likeness } from './likeness.ts'

/**
 * Whether a voice is one of those that are known. The longer the sound, the nearer it must come: short
 * ones of the same voice differ more.
 *
 * Measured (ADR 15) on 41 people, other words than those enrolled; how many of their own sounds were
 * refused and how many of others' let in, per cent, clean and with noise at 10 dB:
 *
 *              relaxed                        strict
 *   0.8 s      5.2 / 6.9,  11.7 / 4.8         13.1 / 1.9,  33.7 / 0.9
 *   2 s        2.5 / 2.8,   7.1 / 1.6          3.5 / 1.1,  15.2 / 0.5
 *   5 s        0.8 / 1.3,   0.0 / 0.6          1.7 / 0.5,   3.3 / 0.2
 */
const THRESHOLDS: Readonly<Record<VoiceStrictness, readonly (readonly [number, number])[]>> = {
  relaxed: [
    [800, 0.33],
    [2000, 0.42],
    [5000, 0.5],
  ],
  strict: [
    [800, 0.42],
    [2000, 0.48],
    [5000, 0.55],
  ],
}

/** Shorter sounds were not measured; the line goes on down to here. */
const SHORTEST_MS = 500

/** What a voice must reach in a sound of this length: a line between the lengths that were measured. */
export const voiceThreshold = (voicedMs: number, strictness: VoiceStrictness): number => {
  const measured = THRESHOLDS[strictness]
  const lengthMs = Math.max(SHORTEST_MS, voicedMs)
  const above = measured.findIndex(([ms]) => lengthMs < ms)
  const at = above < 0 ? measured.length - 1 : Math.max(1, above)
  const [fromMs, from] = measured[at - 1] ?? [SHORTEST_MS, 0]
  const [toMs, to] = measured[at] ?? [SHORTEST_MS, 0]
  const share = Math.min(1, Math.log(lengthMs / fromMs) / Math.log(toMs / fromMs))
  return from + share * (to - from)
}

/**
 * Who speaks, by the best of each person's prototypes.
 * @param people enrolled with the model that made `voice`; others are nobody's match
 */
export const recognise = (
  voice: ArrayLike<number>,
  voicedMs: number,
  people: readonly Pick<VoicePrint, 'name' | 'prototypes'>[],
  strictness: VoiceStrictness,
): VoiceMatch => {
  const threshold = voiceThreshold(voicedMs, strictness)
  const [best] = people
    .map(({ name, prototypes }) => ({
      name,
      score: Math.max(...prototypes.map((prototype) => likeness(voice, prototype))),
    }))
    .toSorted((one, other) => other.score - one.score)
  if (best === undefined) return { person: null, score: 0, threshold }
  return { person: best.score >= threshold ? best.name : null, score: best.score, threshold }
}

/**
 * So far below, a voice is a stranger's for certain: what somebody said already is not taken away from
 * them because it was a little unlike them. Relaxed, 1.7 % of their own sounds of 0.8 s lie below it and
 * 4.5 % in noise, of 2 s 1.5 %; of others' 80 and 92 % do.
 */
const CERTAIN = 0.08

/** What may be made of a match where an error costs somebody their words. */
export const factOf = ({ person, score, threshold }: VoiceMatch): VoiceFact => {
  if (person !== null) return 'enrolled'
  return score < threshold - CERTAIN ? 'stranger' : 'unknown'
}
