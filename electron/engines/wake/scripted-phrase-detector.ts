import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { MICROPHONE_SAMPLE_RATE_HZ } from '../../contracts/audio.ts'
import { CodedFailure } from '../../contracts/errors.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import type { PhraseDetector, PhraseFound } from '../ports.ts'
import { understandTones } from '../tone-speech.ts'

/**
 * A phrase detector without a model, for tests and for trying the app out: finds a phrase that is said
 * in tones (`tone-speech.ts`), to the letter, or gives the scores of its script one after the other.
 * Engine name `scripted`; the script is the model's `options`.
 */
const scriptSchema = z.object({
  /** Of the first phrase, whatever is heard; the last goes on. Without them it listens to tones. */
  scores: z.array(z.number().min(0).max(1)).optional(),
  delayMs: z.number().nonnegative().default(0),
  /** Pieces (from the first, 0) that fail. */
  failAt: z.array(z.number().int()).default([]),
  failOnLoad: z.boolean().default(false),
})
type PhraseScript = z.input<typeof scriptSchema>

/** Of a phrase heard whole. */
const CERTAIN = 1

const refusal = () => new CodedFailure({ code: 'wake.failed', detail: 'the script says so' })

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim()

const hear = (
  samples: Float32Array,
  phrases: readonly string[],
  isPaused: boolean,
): PhraseFound | null => {
  const words = understandTones(samples, MICROPHONE_SAMPLE_RATE_HZ)
  const heard = plain(words)
  const phrase = phrases.find((one) => heard.includes(plain(one)))
  if (phrase === undefined) return null
  const from = heard.indexOf(plain(phrase))
  const to = from + plain(phrase).length
  const sampleOf = (letter: number) => Math.round((samples.length * letter) / heard.length)
  return {
    phrase,
    score: CERTAIN,
    words,
    more: !isPaused || to < heard.length,
    fromSample: sampleOf(from),
    toSample: sampleOf(to),
  }
}

const createScriptedPhraseDetector = (
  phrases: readonly string[],
  script: PhraseScript = {},
  id = 'scripted',
): PhraseDetector => {
  const { scores, delayMs, failAt } = scriptSchema.parse(script)
  let asked = 0
  const found = (samples: Float32Array, isPaused: boolean, turn: number): PhraseFound | null => {
    const [phrase] = phrases
    if (scores === undefined || phrase === undefined) return hear(samples, phrases, isPaused)
    const score = scores[turn] ?? scores.at(-1) ?? 0
    return {
      phrase,
      score,
      words: '',
      more: !isPaused,
      fromSample: 0,
      toSample: samples.length,
    }
  }
  return {
    id: `scripted:${id}`,
    tooCommon: [],
    find: async (samples, isPaused) => {
      const turn = asked
      asked += 1
      if (delayMs > 0) await delay(delayMs)
      if (failAt.includes(turn)) throw refusal()
      return found(samples, isPaused, turn)
    },
    dispose: () => Promise.resolve(),
  }
}

/** @throws CodedFailure `wake.failed` if the script says so */
export const openScriptedPhraseDetector = (
  model: EngineModel,
  phrases: readonly string[],
): PhraseDetector => {
  if (scriptSchema.parse(model.options).failOnLoad) throw refusal()
  return createScriptedPhraseDetector(phrases, model.options, model.id)
}
