import { loudness } from './stt/loudness.ts'

/**
 * A made-up spoken language for the scripted engines: every character is a short tone, its pitch
 * says which. What the scripted voice says the scripted recogniser understands, through any
 * resampling, so that tests without models still notice a lost, doubled or misplaced piece of sound.
 */
const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789.,?!'-"
const LOWEST_HZ = 400
/** Ten periods apart in a tone of 30 ms would need 33 Hz; twice that leaves room for resampling. */
const STEP_HZ = 70
const TONE_MS = 30
const GAP_MS = 10
const WORD_GAP_MS = 60
const LEVEL = 0.3

const samplesOf = (ms: number, rateHz: number) => Math.round((ms * rateHz) / 1000)

/** The sound of a text; characters outside of the alphabet are not said. */
export const speakInTones = (text: string, sampleRateHz: number): Float32Array => {
  const tone = samplesOf(TONE_MS, sampleRateHz)
  const gap = samplesOf(GAP_MS, sampleRateHz)
  const wordGap = samplesOf(WORD_GAP_MS, sampleRateHz)
  const characters = [...text.toLowerCase().matchAll(/./gsu)].map(([character]) => character)
  const length = characters.reduce(
    (sum, character) => sum + (ALPHABET.includes(character) ? tone + gap : wordGap),
    0,
  )
  const samples = new Float32Array(length)
  let at = 0
  for (const character of characters) {
    const place = ALPHABET.indexOf(character)
    if (place < 0) {
      at += wordGap
      continue
    }
    const turn = (2 * Math.PI * (LOWEST_HZ + place * STEP_HZ)) / sampleRateHz
    for (let index = 0; index < tone; index += 1)
      samples[at + index] = LEVEL * Math.sin(turn * index)
    at += tone + gap
  }
  return samples
}

const AUDIBLE = 0.05
const WINDOW_MS = 2

const characterOf = (tone: Float32Array, sampleRateHz: number): string => {
  // A cut may leave the edge of a tone: too short to have a pitch.
  if (tone.length < samplesOf(TONE_MS, sampleRateHz) / 2) return ''
  let crossings = 0
  let first = 0
  let last = 0
  for (let index = 1; index < tone.length; index += 1) {
    if ((tone[index - 1] ?? 0) < 0 === (tone[index] ?? 0) < 0) continue
    crossings += 1
    if (crossings === 1) first = index
    last = index
  }
  const pitchHz = ((crossings - 1) * sampleRateHz) / (2 * (last - first))
  return ALPHABET[Math.round((pitchHz - LOWEST_HZ) / STEP_HZ)] ?? ''
}

/** The text of such a sound, in lower case; anything else in it is not understood. */
export const understandTones = (samples: Float32Array, sampleRateHz: number): string => {
  const window = samplesOf(WINDOW_MS, sampleRateHz)
  let text = ''
  let toneStart = -1
  let toneEnd = -Infinity
  for (let at = 0; at <= samples.length; at += window) {
    if (loudness(samples, at, Math.min(samples.length, at + window)) >= AUDIBLE) {
      const pauseMs = ((at - toneEnd) * 1000) / sampleRateHz
      if (toneStart < 0 && pauseMs > WORD_GAP_MS / 2 && text !== '') text += ' '
      if (toneStart < 0) toneStart = at
      toneEnd = at + window
    } else if (toneStart >= 0) {
      text += characterOf(samples.subarray(toneStart, toneEnd), sampleRateHz)
      toneStart = -1
    }
  }
  return text.trim()
}
