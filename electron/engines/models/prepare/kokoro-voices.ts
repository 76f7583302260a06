import { z } from 'zod'
import { onnxMetadata } from './onnx-metadata.ts'

/** A voice is a table of styles, one row of 256 numbers for every length of text up to 510 tokens. */
const STYLES = 510
const STYLE_NUMBERS = 256
const BYTES_PER_VOICE = STYLES * STYLE_NUMBERS * Float32Array.BYTES_PER_ELEMENT

/** What is needed of Kokoro's `config.json`. */
const kokoroConfigSchema = z.object({ vocab: z.record(z.string().min(1), z.number().int()) })

interface KokoroAdditions {
  /** To be appended to the model's ONNX file. */
  readonly metadata: Uint8Array
  /** sherpa-onnx's `tokens.txt`: a line of `phoneme id` each. */
  readonly tokens: string
}

/**
 * What sherpa-onnx wants beyond Kokoro v1.0 as it is published: metadata with the keys of its own
 * export script (`scripts/kokoro/v1.0/add_meta_data.py`), the vocabulary as a text file.
 * `voicesBytes` is the size of the voices' tables, put one behind the other.
 * @throws where the JSON is not Kokoro's or the voices are cut.
 */
export const kokoroAdditions = (configJson: string, voicesBytes: number): KokoroAdditions => {
  const { vocab } = kokoroConfigSchema.parse(JSON.parse(configJson))
  const voices = voicesBytes / BYTES_PER_VOICE
  if (!Number.isInteger(voices) || voices === 0) {
    throw new RangeError(`${voicesBytes} bytes are no whole number of voices`)
  }
  return {
    metadata: onnxMetadata({
      model_type: 'kokoro',
      language: 'multi-lang, e.g., English, Chinese',
      has_espeak: 1,
      sample_rate: 24_000,
      version: 2,
      voice: 'en-us',
      style_dim: `${STYLES},1,${STYLE_NUMBERS}`,
      n_speakers: voices,
    }),
    tokens: Object.entries(vocab)
      .map(([phoneme, id]) => `${phoneme} ${id}\n`)
      .join(''),
  }
}
