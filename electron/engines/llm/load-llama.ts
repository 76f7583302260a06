import { cpus } from 'node:os'
import type { Llama, LlamaContextSequence, LlamaModel, Token, TokenBias } from 'node-llama-cpp'
import { CodedFailure } from '../../contracts/errors.ts'
import { engineOptionsSchema, type EngineOptions } from '../../contracts/models.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import { checkGgufHeader } from './gguf-header.ts'
import { llamaFailure } from './llama-failures.ts'
import { createLlamaPrompt, type LlamaPrompt } from './llama-prompt.ts'
import { processorTimes, wasBusy } from '../measure/processor-times.ts'
import { createOtherLoad } from './machine-load.ts'
import { samplingOf, type Sampling } from './sampling.ts'
import { createThreadGovernor, type ThreadGovernor } from './thread-governor.ts'
import { endMarksOf } from './end-marks.ts'

/** Holds half an hour of talk; a larger one costs memory and speed and is not remembered better. */
const DEFAULT_CONTEXT_TOKENS = 4096
/** Tokens evaluated one by one at loading: reads the weights from disk and times one thread. */
const WARM_UP_TOKENS = 3

/** A model in memory with its one context. */
export interface LoadedLlama {
  readonly id: string
  readonly llama: Llama
  readonly model: LlamaModel
  readonly sequence: LlamaContextSequence
  readonly prompt: LlamaPrompt
  readonly options: EngineOptions
  readonly governor: ThreadGovernor
  /** On as many threads as do it good, timed when it was loaded. */
  readonly tokensPerSecond: number
  /** Others were in the way when it was timed. */
  readonly timedWhileBusy: boolean
  readonly tokenBias: TokenBias
  /** Tokens that end a sentence. */
  readonly endMarks: readonly Token[]
  /** How tokens are chosen, but for penalties. */
  readonly sampling: Sampling
}

const loadNative = async () => {
  try {
    return await import('node-llama-cpp')
  } catch (error) {
    throw llamaFailure(error, 'engine.native-module-missing')
  }
}

const modelPath = async (model: EngineModel): Promise<string> => {
  const path = model.files['model']
  if (path === undefined) throw new CodedFailure({ code: 'llm.model-missing', detail: model.id })
  await checkGgufHeader(path)
  return path
}

const timeTokens = async (
  llama: Llama,
  sequence: LlamaContextSequence,
  token: Token,
  threads: number,
) => {
  llama.maxThreads = threads
  let fastestMs = Number.POSITIVE_INFINITY
  for (let count = 0; count < WARM_UP_TOKENS; count += 1) {
    const startMs = performance.now()
    await sequence.evaluateWithoutGeneratingNewTokens([token])
    fastestMs = Math.min(fastestMs, performance.now() - startMs)
  }
  await sequence.clearHistory()
  return fastestMs
}

/**
 * Line breaks and the marks of bold and code cannot be spoken, and a small model asked not to use
 * them does all the same: Qwen2.5 0.5B gave a list of 160 tokens to "a recipe for pancakes" under
 * every system prompt tried, and one good sentence once it could not begin a line. 2,178 tokens of
 * its 151,936 are such; finding them takes 0.13 s.
 */
const UNSPEAKABLE = /[\n\r]|\*\*|```/

const unspeakableNever = (model: LlamaModel, bias: TokenBias): TokenBias => {
  for (const token of model.iterateAllTokens()) {
    if (UNSPEAKABLE.test(model.detokenize([token]))) bias.set(token, 'never')
  }
  return bias
}

const open = async (engineModel: EngineModel): Promise<LoadedLlama> => {
  const options = engineOptionsSchema.parse(engineModel.options)
  const native = await loadNative()
  const path = await modelPath(engineModel)
  const llama = await native.getLlama({
    // Where there is none this costs nothing, and where it once crashed main says so.
    gpu: options.gpu === 'off' ? false : 'auto',
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    logLevel: native.LlamaLogLevel.error,
    maxThreads: engineModel.threads,
  })
  const model = await llama.loadModel({ modelPath: path }).catch((error: unknown) => {
    throw llamaFailure(error, 'model.damaged')
  })
  const context = await model.createContext({
    contextSize: Math.min(options.contextTokens ?? DEFAULT_CONTEXT_TOKENS, model.trainContextSize),
    threads: { ideal: engineModel.threads, min: 1 },
  })
  const sequence = context.getSequence()
  const wrapper = native.resolveChatWrapper(
    model,
    options.thinking === 'off'
      ? { customWrapperSettings: { qwen: { thoughts: 'discourage' } } }
      : {},
  )
  const [anyToken] = model.tokenize('a')
  if (anyToken === undefined) throw new CodedFailure({ code: 'model.damaged', detail: path })
  const beforeTiming = processorTimes()
  const tokenMs = await timeTokens(llama, sequence, anyToken, 1)
  const allThreadsMs =
    engineModel.threads === 1
      ? tokenMs
      : await timeTokens(llama, sequence, anyToken, engineModel.threads)
  const timedWhileBusy = wasBusy(beforeTiming, processorTimes())
  return {
    id: engineModel.id,
    llama,
    model,
    sequence,
    prompt: createLlamaPrompt(model, wrapper),
    options,
    governor: createThreadGovernor({
      maximum: engineModel.threads,
      singleThreadTokenMs: tokenMs,
      cores: cpus().length,
      otherLoad: createOtherLoad(processorTimes),
    }),
    timedWhileBusy,
    tokensPerSecond: 1000 / Math.min(tokenMs, allThreadsMs),
    endMarks: endMarksOf(model),
    sampling: samplingOf(options),
    tokenBias: unspeakableNever(model, native.TokenBias.for(model)),
  }
}

/** Loads a model and its context; throws a `CodedFailure`. */
export const loadLlama = (engineModel: EngineModel): Promise<LoadedLlama> =>
  open(engineModel).catch((error: unknown) => {
    throw llamaFailure(error)
  })
