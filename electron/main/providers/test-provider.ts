import { toCodedError } from '../../contracts/errors.ts'
import type { EngineRole, ProviderTest } from '../../contracts/providers.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import { openChatModel } from '../../engines/provider/chat.ts'
import { connect } from '../../engines/provider/connection.ts'
import { listModels } from '../../engines/provider/probe.ts'
import { openResponsesModel } from '../../engines/provider/responses.ts'
import { openSpeech } from '../../engines/provider/speech.ts'
import { openTranscription } from '../../engines/provider/transcription.ts'
import type { LineReport } from '../../engines/line/line-parts.ts'

export interface TestParts {
  readonly report: LineReport
  readonly nowMs: () => number
  /** A spoken question, 16 kHz mono, for speech to text. */
  readonly question: () => Promise<Float32Array>
}

const MAXIMUM_TOKENS = 24
const LIMIT_MS = 30_000
const SENTENCE = 'Hello, I am ready.'

interface Outcome {
  readonly firstMs: number
  readonly result: string
}

/** One real call per role, through the adapters that a conversation uses. */
export const testEngine = async (
  role: EngineRole,
  model: EngineModel,
  parts: TestParts,
): Promise<ProviderTest> => {
  const startedAtMs = parts.nowMs()
  const sinceStart = () => Math.round(parts.nowMs() - startedAtMs)
  const signal = AbortSignal.timeout(LIMIT_MS)
  try {
    const { firstMs, result } = await RUNS[role](model, parts, signal, sinceStart)
    return { role, ok: true, firstMs, totalMs: sinceStart(), result, error: null }
  } catch (thrown) {
    const error = toCodedError(thrown, `${role}.failed`)
    return { role, ok: false, firstMs: null, totalMs: sinceStart(), result: '', error }
  }
}

/** Names of the models that a provider has; empty where it has no list. @throws CodedFailure */
export const modelsOf = (model: EngineModel): Promise<readonly string[]> =>
  listModels(connect(model), AbortSignal.timeout(LIMIT_MS))

type Run = (
  model: EngineModel,
  parts: TestParts,
  signal: AbortSignal,
  sinceStart: () => number,
) => Promise<Outcome>

const runSpeechToText: Run = async (model, parts, _signal, sinceStart) => {
  const text = await openTranscription(model, parts.report).transcribe(
    await parts.question(),
    'final',
  )
  return { firstMs: sinceStart(), result: text }
}

const runLanguageModel: Run = async (model, parts, signal, sinceStart) => {
  const open = model.engine === 'provider-responses' ? openResponsesModel : openChatModel
  const messages = [{ role: 'user', text: 'Say hello in five words.' } as const]
  let firstMs = 0
  let result = ''
  const reply = open(model, parts.report).generate(messages, {
    maximumTokens: MAXIMUM_TOKENS,
    signal,
  })
  for await (const part of reply) {
    if (part.type !== 'delta') continue
    if (result === '') firstMs = sinceStart()
    result += part.text
  }
  return { firstMs, result: result.trim() }
}

const runTextToSpeech: Run = async (model, parts, signal, sinceStart) => {
  let firstMs = 0
  let seconds = 0
  const sound = openSpeech(model, parts.report).synthesize(SENTENCE, { speed: 1, signal })
  for await (const { samples, sampleRateHz } of sound) {
    if (seconds === 0) firstMs = sinceStart()
    seconds += samples.length / sampleRateHz
  }
  return { firstMs, result: `${seconds.toFixed(1)} s` }
}

const RUNS: Readonly<Record<EngineRole, Run>> = {
  stt: runSpeechToText,
  llm: runLanguageModel,
  tts: runTextToSpeech,
}
