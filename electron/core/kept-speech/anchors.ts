import type { SpeechAnchor } from '../../contracts/speech-journal.ts'

/** Loudness is looked at in pieces of this length: shorter than a syllable. */
const WINDOW_MS = 20
/**
 * So far below the loud parts (their 95th percentile) nobody speaks, dB: between the words of a sentence
 * a voice falls by 10 to 20 dB, in its pauses by 30 and more.
 */
const QUIET_BELOW_DB = 26
/** A shorter gap belongs to the words around it: a stop consonant is silent for up to 150 ms. */
const SHORTEST_PAUSE_MS = 200

const loudnessDb = (samples: Int16Array, from: number, to: number): number => {
  let sum = 0
  for (let at = from; at < to; at += 1) sum += ((samples[at] ?? 0) / 0x8000) ** 2
  return 10 * Math.log10(sum / Math.max(1, to - from) + 1e-10)
}

/** Loudness of each piece, and of the loud ones. */
const levelsOf = (samples: Int16Array, sampleRateHz: number) => {
  const size = Math.max(1, Math.round((WINDOW_MS / 1000) * sampleRateHz))
  const count = Math.ceil(samples.length / size)
  const levels = Array.from({ length: count }, (_, index) =>
    loudnessDb(samples, index * size, Math.min(samples.length, (index + 1) * size)),
  )
  return { levels, loud: levels.toSorted((a, b) => a - b)[Math.floor(count * 0.95)] ?? -Infinity }
}

/** Stretches of speech, ms; the whole sound where nothing in it is louder than the rest. */
const voicedStretches = (
  samples: Int16Array,
  sampleRateHz: number,
): readonly { readonly fromMs: number; readonly toMs: number }[] => {
  const { levels, loud } = levelsOf(samples, sampleRateHz)
  const stretches: { fromMs: number; toMs: number }[] = []
  for (const [index, level] of levels.entries()) {
    if (level < loud - QUIET_BELOW_DB) continue
    const fromMs = index * WINDOW_MS
    const last = stretches.at(-1)
    if (last !== undefined && fromMs - last.toMs < SHORTEST_PAUSE_MS) last.toMs = fromMs + WINDOW_MS
    else stretches.push({ fromMs, toMs: fromMs + WINDOW_MS })
  }
  return stretches
}

/** What is quieter is the hiss of a microphone: whispers come to -50 dB below full scale. */
const AUDIBLE_DB = -52
/** A cough or a knock is shorter. */
const SPEECH_MS = 800

/** Whether somebody may have said something: there is sound of some length that can be heard. */
export const mayBeSpeech = (samples: Int16Array, sampleRateHz: number): boolean => {
  const { loud } = levelsOf(samples, sampleRateHz)
  const stretches = voicedStretches(samples, sampleRateHz)
  const ms = stretches.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
  return loud > AUDIBLE_DB && ms >= SPEECH_MS
}

/**
 * When how much of a sound's text has been said, told by the sound alone: the text spreads evenly over
 * the time in which there is speech, and stands still in pauses. The recognisers that everybody has tell no
 * times (Moonshine and Whisper in sherpa-onnx give tokens without any; of those that are fetched on wish
 * SenseVoice and transducers would), and a text may come from a provider or the person's own hand.
 */
export const anchorsOfSound = (
  samples: Int16Array,
  sampleRateHz: number,
): readonly SpeechAnchor[] => {
  const durationMs = (samples.length / sampleRateHz) * 1000
  const stretches = voicedStretches(samples, sampleRateHz)
  const total = stretches.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
  if (total <= 0) return wholeSound(durationMs)
  let said = 0
  return stretches.flatMap(({ fromMs, toMs }) => {
    const before = said / total
    said += toMs - fromMs
    return [
      { atMs: fromMs, share: before },
      { atMs: Math.min(durationMs, toMs), share: said / total },
    ]
  })
}

/**
 * Of a reply it is known when each of its clauses began, which is what captions go by, too.
 * @param clauses in the order in which they were said, `text` as it is shown
 */
export const anchorsOfClauses = (
  clauses: readonly { readonly text: string; readonly atMs: number }[],
  durationMs: number,
): readonly SpeechAnchor[] => {
  const total = clauses.reduce((sum, { text }) => sum + text.trim().length, 0)
  if (total === 0) return wholeSound(durationMs)
  let said = 0
  const begins = clauses.map(({ text, atMs }) => {
    const anchor = { atMs: Math.min(atMs, durationMs), share: said / total }
    said += text.trim().length
    return anchor
  })
  return [...begins, { atMs: durationMs, share: 1 }]
}

/** One sound behind another, each with its own words. */
export const joinedAnchors = (
  first: readonly SpeechAnchor[],
  firstMs: number,
  second: readonly SpeechAnchor[],
  secondMs: number,
): readonly SpeechAnchor[] => {
  const part = firstMs / Math.max(1, firstMs + secondMs)
  return [
    ...first.map(({ atMs, share }) => ({ atMs, share: share * part })),
    ...second.map(({ atMs, share }) => ({
      atMs: atMs + firstMs,
      share: part + share * (1 - part),
    })),
  ]
}

const wholeSound = (durationMs: number): readonly SpeechAnchor[] => [
  { atMs: 0, share: 0 },
  { atMs: durationMs, share: 1 },
]
