import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { CodedFailure } from '../../contracts/errors.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import type { SpeechSynthesizer, SynthesizedAudio } from '../ports.ts'
import { speakInTones } from '../tone-speech.ts'

/**
 * A voice without a model, for tests and for trying the app out: says every text in tones that the
 * scripted recogniser understands, one piece per sentence. Engine name `scripted`; the script is the
 * model's `options`.
 */
const scriptSchema = z.object({
  sampleRateHz: z.number().int().positive().default(22_050),
  /** Before every piece. */
  delayMs: z.number().nonnegative().default(0),
  /** Clauses (from the first, 0) that fail, and from which on none ends. */
  failAt: z.array(z.number().int()).default([]),
  hangFrom: z.number().int().nonnegative().nullable().default(null),
  failOnLoad: z.boolean().default(false),
})
export type SynthesizerScript = z.input<typeof scriptSchema>

interface ScriptedSynthesizer extends SpeechSynthesizer {
  /** What it was asked to say. */
  readonly asked: readonly string[]
}

export const createScriptedSynthesizer = (
  script: SynthesizerScript = {},
  id = 'scripted',
): ScriptedSynthesizer => {
  const { sampleRateHz, delayMs, failAt, hangFrom } = scriptSchema.parse(script)
  const asked: string[] = []
  return {
    id,
    asked,
    synthesize: async function* (text, { signal }): AsyncIterable<SynthesizedAudio> {
      const turn = asked.push(text) - 1
      if (hangFrom !== null && turn >= hangFrom) await new Promise(() => undefined)
      for (const sentence of text.match(/[^.!?]+[.!?]*\s*/gu) ?? []) {
        if (delayMs > 0) await delay(delayMs)
        if (signal.aborted) return
        if (failAt.includes(turn)) {
          throw new CodedFailure({ code: 'tts.failed', detail: 'the script says so' })
        }
        yield { samples: speakInTones(sentence, sampleRateHz), sampleRateHz }
      }
    },
    dispose: () => Promise.resolve(),
  }
}

/** @throws CodedFailure `tts.failed` if the script says so */
export const openScriptedSynthesizer = (model: EngineModel): ScriptedSynthesizer => {
  if (scriptSchema.parse(model.options).failOnLoad) {
    throw new CodedFailure({ code: 'tts.failed', detail: 'the script says so' })
  }
  return createScriptedSynthesizer(model.options, model.id)
}
