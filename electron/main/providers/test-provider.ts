import { CodedFailure, toCodedError, type ErrorCode } from '../../contracts/errors.ts'
import type { ProviderPart, ProviderTest } from '../../contracts/providers.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import { openChatModel } from '../../engines/provider/chat.ts'
import { connect } from '../../engines/provider/connection.ts'
import { listModels } from '../../engines/provider/probe.ts'
import { openResponsesModel } from '../../engines/provider/responses.ts'
import { openSpeech } from '../../engines/provider/speech.ts'
import { openTranscription } from '../../engines/provider/transcription.ts'
import type { LineReport } from '../../engines/line/line-parts.ts'
import { runSpeechToSpeech } from './test-realtime.ts'

export interface TestParts {
  readonly report: LineReport
  readonly nowMs: () => number
  /** A spoken question, 16 kHz mono, for what hears. */
  readonly question: () => Promise<Float32Array>
  /** Of one call, milliseconds; tests are shorter. */
  readonly limitMs?: number
}

const MAXIMUM_TOKENS = 24
const LIMIT_MS = 30_000
const SENTENCE = 'Hello, I am ready.'
/** The sentence takes two seconds, also where somebody speaks slowly; what goes on works. */
export const LONGEST_TEST_SOUND_SECONDS = 20

interface Outcome {
  /** Null: nothing came that can be used. */
  readonly firstMs: number | null
  readonly result: string
}

/** One real call per part, through the adapters that a conversation uses. */
export const testEngine = async (
  role: ProviderPart,
  model: EngineModel,
  parts: TestParts,
): Promise<ProviderTest> => {
  const startedAtMs = parts.nowMs()
  const sinceStart = () => Math.round(parts.nowMs() - startedAtMs)
  const signal = AbortSignal.timeout(parts.limitMs ?? LIMIT_MS)
  try {
    const { firstMs, result } = await RUNS[role](model, parts, signal, sinceStart)
    // Adapters end early, without an error, when they are told to stop.
    if (signal.aborted) throw failureOf(model, 'provider.stalled', 'the time of the test is up')
    if (firstMs === null) throw failureOf(model, 'provider.unreadable', 'nothing to be heard came')
    return { role, ok: true, firstMs, totalMs: sinceStart(), result, error: null }
  } catch (thrown) {
    const error = signal.aborted
      ? failureOf(model, 'provider.stalled', 'the time of the test is up').error
      : toCodedError(thrown, `${role === 'realtime' ? 'llm' : role}.failed`)
    return { role, ok: false, firstMs: null, totalMs: sinceStart(), result: '', error }
  }
}

const failureOf = (of: EngineModel, code: ErrorCode, detail: string): CodedFailure => {
  const { provider, model } = connect(of)
  return new CodedFailure({ code, detail, params: { provider, model } })
}

/** Names of the models that a provider has; empty where it has no list. @throws CodedFailure */
export const modelsOf = (model: EngineModel): Promise<readonly string[]> =>
  listModels(connect(model), AbortSignal.timeout(LIMIT_MS))

export type Run = (
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
  let firstMs: number | null = null
  let result = ''
  const reply = open(model, parts.report).generate(messages, {
    maximumTokens: MAXIMUM_TOKENS,
    signal,
  })
  for await (const part of reply) {
    if (part.type !== 'delta') continue
    firstMs ??= sinceStart()
    result += part.text
  }
  return { firstMs, result: result.trim() }
}

const runTextToSpeech: Run = async (model, parts, signal, sinceStart) => {
  let firstMs: number | null = null
  let seconds = 0
  const sound = openSpeech(model, parts.report).synthesize(SENTENCE, { speed: 1, signal })
  for await (const { samples, sampleRateHz } of sound) {
    firstMs ??= sinceStart()
    seconds += samples.length / sampleRateHz
    if (seconds > LONGEST_TEST_SOUND_SECONDS) break
  }
  return { firstMs, result: `${seconds.toFixed(1)} s` }
}

const RUNS: Readonly<Record<ProviderPart, Run>> = {
  stt: runSpeechToText,
  llm: runLanguageModel,
  tts: runTextToSpeech,
  realtime: runSpeechToSpeech,
}
