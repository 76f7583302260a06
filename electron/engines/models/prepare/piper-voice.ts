import { z } from 'zod'
import { onnxMetadata } from './onnx-metadata.ts'

/** What is needed of the JSON that lies beside every Piper voice. */
const piperVoiceSchema = z.object({
  audio: z.object({ sample_rate: z.number().int().positive() }),
  espeak: z.object({ voice: z.string().min(1) }),
  language: z.object({ name_english: z.string().min(1) }),
  num_speakers: z.number().int().positive(),
  phoneme_id_map: z.record(z.string(), z.array(z.number().int()).min(1)),
})

interface PiperAdditions {
  /** To be appended to the voice's ONNX file. */
  readonly metadata: Uint8Array
  /** sherpa-onnx's `tokens.txt`: a line of `phoneme id` each. */
  readonly tokens: string
}

/**
 * What sherpa-onnx wants beyond a Piper voice as it is published: it reads in the model's metadata
 * what Piper reads in the JSON (sherpa-onnx's own export scripts write the same keys).
 * @throws where the JSON is not that of a Piper voice.
 */
export const piperAdditions = (voiceJson: string): PiperAdditions => {
  const voice = piperVoiceSchema.parse(JSON.parse(voiceJson))
  return {
    metadata: onnxMetadata({
      model_type: 'vits',
      comment: 'piper',
      language: voice.language.name_english,
      voice: voice.espeak.voice,
      has_espeak: 1,
      n_speakers: voice.num_speakers,
      sample_rate: voice.audio.sample_rate,
    }),
    // By id: a JavaScript object moves keys that are digits to the front.
    tokens: Object.entries(voice.phoneme_id_map)
      .map(([phoneme, [id = 0]]) => ({ phoneme, id }))
      .toSorted((one, other) => one.id - other.id)
      .map(({ phoneme, id }) => `${phoneme} ${id}\n`)
      .join(''),
  }
}
