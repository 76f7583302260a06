import { z } from 'zod'
import { MICROPHONE_SAMPLE_RATE_HZ } from '../../contracts/audio.ts'
import { CodedFailure } from '../../contracts/errors.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import type { StreamingSpeech } from '../ports.ts'
import { understandTones } from '../tone-speech.ts'

/**
 * Streaming speech to text without a model: understands the tone speech of the scripted voice as it
 * comes. Engine name `scripted`; the script is the model's `options`.
 */
const scriptSchema = z.object({
  /** The stretch (from the first, 0) that fails at its first sound. */
  failAt: z.array(z.number().int()).default([]),
  failOnLoad: z.boolean().default(false),
})
type StreamingScript = z.input<typeof scriptSchema>

interface ScriptedStreamingSpeech extends StreamingSpeech {
  /** Samples that each stretch was given. */
  readonly heard: readonly number[]
}

export const createScriptedStreamingSpeech = (
  script: StreamingScript = {},
  id = 'scripted',
): ScriptedStreamingSpeech => {
  const { failAt } = scriptSchema.parse(script)
  const heard: number[] = []
  return {
    id,
    heard,
    begin: () => {
      const turn = heard.push(0) - 1
      let all = new Float32Array()
      const accept = (samples: Float32Array): string => {
        if (failAt.includes(turn)) {
          throw new CodedFailure({ code: 'stt.failed', detail: 'the script says so' })
        }
        const longer = new Float32Array(all.length + samples.length)
        longer.set(all)
        longer.set(samples, all.length)
        all = longer
        heard[turn] = all.length
        return understandTones(all, MICROPHONE_SAMPLE_RATE_HZ)
      }
      return { accept, finish: () => accept(new Float32Array(MICROPHONE_SAMPLE_RATE_HZ / 10)) }
    },
    dispose: () => Promise.resolve(),
  }
}

/** @throws CodedFailure `stt.failed` if the script says so */
export const openScriptedStreamingSpeech = (model: EngineModel): ScriptedStreamingSpeech => {
  if (scriptSchema.parse(model.options).failOnLoad) {
    throw new CodedFailure({ code: 'stt.failed', detail: 'the script says so' })
  }
  return createScriptedStreamingSpeech(model.options, model.id)
}
