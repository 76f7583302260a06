import { readFile } from 'node:fs/promises'
import type * as OnnxRuntimeNode from 'onnxruntime-node'
import { MICROPHONE_SAMPLE_RATE_HZ } from '../../contracts/audio.ts'
import { CodedFailure } from '../../contracts/errors.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import { loadOnnxRuntime, openSession, type OnnxRuntime } from '../onnx.ts'
import { requireFiles } from '../sherpa.ts'
import { readVocabulary } from './moonshine-tokens.ts'

const BEGINNING = 1
const END = 2
const HEADS = 8
const HEAD_SIZE = 36
/** Silence behind the sound: without it the last word is heard worse. */
const TAIL_SAMPLES = Math.round(0.1 * MICROPHONE_SAMPLE_RATE_HZ)

/** How likely a text is for what was heard. */
export interface ScoredText {
  /** Logarithm of the probability of all its tokens, natural; 0 is certainty. */
  readonly logProbability: number
  /** Of its least likely token: a syllable that was another one is far down here. */
  readonly leastLikely: number
  /**
   * By how much its tokens are less likely, all together, than what the model would rather have written
   * in the place of each: 0 where it would have written this text, and below it else. In noise nothing is
   * likely, and this falls less than the probability does.
   */
  readonly behindBest: number
  /** Probability that nothing follows it but its full stop, 0 to 1. */
  readonly endProbability: number
}

type ScoreTexts = (texts: readonly (readonly number[])[]) => Promise<readonly ScoredText[]>

/**
 * Moonshine asked the other way round: not what was said, but how likely it is that these words were.
 * What a recogniser writes for an unusual word is a lottery ("Hey warblow", "A war blurs"); how likely
 * it holds the right words is not.
 */
export interface MoonshineScorer {
  /** The tokens of a text; null where the vocabulary cannot write it. */
  readonly tokensOf: (text: string) => readonly number[] | null
  /** Hears a sound, 16 kHz mono; what is returned tells how likely texts are for it, by their tokens. */
  readonly hear: (samples: Float32Array) => Promise<ScoreTexts>
  readonly dispose: () => Promise<void>
}

/**
 * The same files that sherpa-onnx reads, in ONNX Runtime itself: sherpa gives texts and no
 * probabilities.
 * @throws CodedFailure `wake.model-missing`, `engine.native-module-missing`, `model.damaged`
 */
export const loadMoonshineScorer = async (model: EngineModel): Promise<MoonshineScorer> => {
  const { encoder, mergedDecoder, tokens } = model.files
  if (encoder === undefined || mergedDecoder === undefined || tokens === undefined) {
    throw new CodedFailure({ code: 'wake.model-missing', detail: `${model.id} lacks files` })
  }
  await requireFiles([encoder, mergedDecoder, tokens], 'wake.model-missing')
  const runtime = await loadOnnxRuntime()
  const [hears, writes, pieces] = await Promise.all([
    openSession(runtime, encoder, model),
    openSession(runtime, mergedDecoder, model),
    readFile(tokens, 'utf8'),
  ])
  const vocabulary = readVocabulary(pieces)
  const fullStop = vocabulary.idOf('.') ?? END
  return {
    tokensOf: vocabulary.encode,
    hear: async (samples) => {
      const sound = await encode(runtime, hears, samples)
      return (texts) => decode(runtime, writes, sound, { texts, fullStop })
    },
    dispose: async () => {
      await Promise.all([hears.release(), writes.release()])
    },
  }
}

const ones = (runtime: OnnxRuntime, dims: readonly number[]) =>
  new runtime.Tensor('int64', new BigInt64Array(dims.reduce((a, b) => a * b, 1)).fill(1n), dims)

const encode = async (
  runtime: OnnxRuntime,
  session: OnnxRuntimeNode.InferenceSession,
  samples: Float32Array,
): Promise<OnnxRuntimeNode.Tensor> => {
  const heard = new Float32Array(samples.length + TAIL_SAMPLES)
  heard.set(samples)
  const dims = [1, heard.length]
  const { last_hidden_state: sound } = await session.run({
    input_values: new runtime.Tensor('float32', heard, dims),
    attention_mask: ones(runtime, dims),
  })
  if (sound === undefined) throw failed('the encoder gives nothing')
  return sound
}

/**
 * One pass for all texts: each token is judged as if all before it had been written. The end is asked for
 * behind a full stop, which the model writes before it ends: by five voices 0.96 to 1 where nothing follows
 * "Hey Warbler" and 0.00 to 0.01 where "stop" does; without the full stop 0.00 to 0.25 and 0.00.
 */
const decode = async (
  runtime: OnnxRuntime,
  session: OnnxRuntimeNode.InferenceSession,
  sound: OnnxRuntimeNode.Tensor,
  { texts, fullStop }: { texts: readonly (readonly number[])[]; fullStop: number },
): Promise<readonly ScoredText[]> => {
  const batch = texts.length
  const frames = sound.dims[1] ?? 0
  const length = 2 + Math.max(...texts.map((tokens) => tokens.length))
  const written = new BigInt64Array(batch * length).fill(BigInt(END))
  for (const [row, tokens] of texts.entries()) {
    written.set([BEGINNING, ...tokens, fullStop].map(BigInt), row * length)
  }
  const heard = await repeat(runtime, sound, batch)
  const feeds: Record<string, OnnxRuntimeNode.Tensor> = {
    input_ids: new runtime.Tensor('int64', written, [batch, length]),
    encoder_hidden_states: heard,
    encoder_attention_mask: ones(runtime, [batch, frames]),
    use_cache_branch: new runtime.Tensor('bool', Uint8Array.of(0), [1]),
  }
  for (const name of session.inputNames) {
    if (!name.startsWith('past')) continue
    const kept = name.includes('decoder') ? 0 : frames
    const nothing = new Float32Array(batch * HEADS * kept * HEAD_SIZE)
    feeds[name] = new runtime.Tensor('float32', nothing, [batch, HEADS, kept, HEAD_SIZE])
  }
  const known = Object.entries(feeds).filter(([name]) => session.inputNames.includes(name))
  const { logits } = await session.run(Object.fromEntries(known), ['logits'])
  if (!(logits?.data instanceof Float32Array)) throw failed('the decoder gives nothing')
  const [, , vocabulary = 0] = logits.dims
  const { data } = logits
  return texts.map((tokens, row) => {
    const at = (position: number) => {
      const from = (row * length + position) * vocabulary
      return logProbabilities(data.subarray(from, from + vocabulary))
    }
    const each = tokens.map((token, position) => {
      const { of, best } = at(position)
      return { own: of(token), best }
    })
    return {
      logProbability: each.reduce((sum, { own }) => sum + own, 0),
      leastLikely: Math.min(0, ...each.map(({ own }) => own)),
      behindBest: each.reduce((sum, { own, best }) => sum + own - best, 0),
      endProbability: Math.exp(at(tokens.length + 1).of(END)),
    }
  })
}

const repeat = async (
  runtime: OnnxRuntime,
  sound: OnnxRuntimeNode.Tensor,
  times: number,
): Promise<OnnxRuntimeNode.Tensor> => {
  const data = await sound.getData()
  if (!(data instanceof Float32Array)) throw failed('the encoder gives no numbers')
  const all = new Float32Array(data.length * times)
  for (let copy = 0; copy < times; copy += 1) all.set(data, copy * data.length)
  return new runtime.Tensor('float32', all, [times, ...sound.dims.slice(1)])
}

/** Softmax, in logarithms, of one position's numbers: of a token, and of the likeliest. */
const logProbabilities = (
  logits: Float32Array,
): { readonly of: (token: number) => number; readonly best: number } => {
  const highest = logits.reduce((most, value) => Math.max(most, value), -Infinity)
  const sum = logits.reduce((total, value) => total + Math.exp(value - highest), 0)
  const best = -Math.log(sum)
  return { of: (token) => (logits[token] ?? -Infinity) - highest + best, best }
}

const failed = (detail: string) => new CodedFailure({ code: 'wake.failed', detail })
