import { loudness } from './stt/loudness.ts'

/**
 * A made-up spoken language for the scripted engines: every character is a short tone, its pitch
 * says which. What the scripted voice says the scripted recogniser understands, through any
 * resampling, so that tests without models still notice a lost, doubled or misplaced piece of sound.
 */
const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789.,?!'-"
const LOWEST_HZ = 400
/** A tone of 30 ms tells pitches 33 Hz apart; twice that leaves room. */
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

/** How much of a pitch is in the tone (Goertzel). */
const strength = (tone: Float32Array, pitchHz: number, sampleRateHz: number): number => {
  const factor = 2 * Math.cos((2 * Math.PI * pitchHz) / sampleRateHz)
  let one = 0
  let two = 0
  for (const sample of tone) [one, two] = [sample + factor * one - two, one]
  return one * one + two * two - factor * one * two
}

const characterOf = (tone: Float32Array, sampleRateHz: number): string => {
  // A cut may leave the edge of a tone: too short to have a pitch.
  if (tone.length < samplesOf(TONE_MS, sampleRateHz) / 2) return ''
  let best = { character: '', strength: 0 }
  for (let place = 0; place < ALPHABET.length; place += 1) {
    const found = strength(tone, LOWEST_HZ + place * STEP_HZ, sampleRateHz)
    if (found > best.strength) best = { character: ALPHABET.charAt(place), strength: found }
  }
  return best.character
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
