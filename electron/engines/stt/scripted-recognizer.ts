import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { MICROPHONE_SAMPLE_RATE_HZ } from '../../contracts/audio.ts'
import { CodedFailure } from '../../contracts/errors.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import type { SpeechRecognizer } from '../ports.ts'
import { understandTones } from '../tone-speech.ts'

/**
 * A recogniser without a model, for tests and for trying the app out: understands the tone speech
 * of the scripted voice, or hears whatever the script says. Engine name `scripted`; the script is
 * the model's `options`.
 */
const scriptSchema = z.object({
  /** What is heard in any sound; null: what its tones say. */
  text: z.string().nullable().default(null),
  delayMs: z.number().nonnegative().default(0),
  maximumSeconds: z.number().positive().default(9),
  /** Decodings (from the first, 0) that fail, and from which on none ends. */
  failAt: z.array(z.number().int()).default([]),
  hangFrom: z.number().int().nonnegative().nullable().default(null),
  failOnLoad: z.boolean().default(false),
})
export type RecognizerScript = z.input<typeof scriptSchema>

interface ScriptedRecognizer extends SpeechRecognizer {
  /** Length of each sound it was given, in samples. */
  readonly heard: readonly number[]
}

export const createScriptedRecognizer = (
  script: RecognizerScript = {},
  id = 'scripted',
): ScriptedRecognizer => {
  const { text, delayMs, maximumSeconds, failAt, hangFrom } = scriptSchema.parse(script)
  const heard: number[] = []
  return {
    id,
    maximumSeconds,
    partials: 'same',
    heard,
    transcribe: async (samples) => {
      const turn = heard.push(samples.length) - 1
      if (samples.length > maximumSeconds * MICROPHONE_SAMPLE_RATE_HZ) {
        throw new CodedFailure({ code: 'stt.failed', detail: 'longer than the window' })
      }
      if (hangFrom !== null && turn >= hangFrom) await new Promise(() => undefined)
      if (delayMs > 0) await delay(delayMs)
      if (failAt.includes(turn)) {
        throw new CodedFailure({ code: 'stt.failed', detail: 'the script says so' })
      }
      return text ?? understandTones(samples, MICROPHONE_SAMPLE_RATE_HZ)
    },
    dispose: () => Promise.resolve(),
  }
}

/** @throws CodedFailure `stt.failed` if the script says so */
export const openScriptedRecognizer = (model: EngineModel): ScriptedRecognizer => {
  if (scriptSchema.parse(model.options).failOnLoad) {
    throw new CodedFailure({ code: 'stt.failed', detail: 'the script says so' })
  }
  return createScriptedRecognizer(model.options, model.id)
}
