import { setTimeout as wait } from 'node:timers/promises'
import type { ChatMessage, EngineModel } from '../../../electron/contracts/workers.ts'
import { openLanguageModel } from '../../../electron/engines/llm/open-language-model.ts'
import { openRecognizer } from '../../../electron/engines/stt/registry.ts'
import { openSynthesizer } from '../../../electron/engines/tts/registry.ts'
import { NO_REPORT } from '../../support/engine-line.ts'
import { loadQuestions } from '../../support/sound-lab/questions.ts'
import type { Section } from '../figure.ts'
import { localModels } from './local-models.ts'
import { joined, measurePair, type Measured } from './pairs.ts'
import { joinedFrames, questionFrames } from './question.ts'
import { openWarbler } from './warbler.ts'

const DIRECT = 'adapter alone'
const SYSTEM: ChatMessage = {
  role: 'system',
  text: 'You are a voice assistant. Answer in one short sentence.',
}
const CLAUSE = 'The capital of France is Paris.'
/** Words that are shown are decoded meanwhile, 50 ms each; then nothing is under way. */
const DECODED_WITHIN_MS = 700
/** As in the other process: one that was stopped is still at its token. */
const STOPPED_WITHIN_MS = 250

const measureTranscripts = async (model: EngineModel, rounds: number) => {
  const frames = await questionFrames()
  const samples = joinedFrames(frames)
  const direct = await openRecognizer(model, NO_REPORT)
  const warbler = await openWarbler({ stt: [model] })
  try {
    return await measurePair(
      {
        name: 'Moonshine tiny, transcript',
        against: DIRECT,
        plain: async () => {
          // A model that rested as long.
          await wait(DECODED_WITHIN_MS)
          const startedAtMs = performance.now()
          await direct.transcribe(samples, 'final')
          return performance.now() - startedAtMs
        },
        warbler: async () => {
          const utterance = warbler.hear(frames)
          await wait(DECODED_WITHIN_MS)
          return warbler.transcript(utterance)
        },
      },
      rounds,
    )
  } finally {
    await Promise.all([warbler.dispose(), direct.dispose()])
  }
}

const measureReplies = async (model: EngineModel, rounds: number) => {
  const questions = await loadQuestions('question')
  // Another question in each round: of the same one, all would be known to both.
  const messages = (round: number): readonly ChatMessage[] => [
    SYSTEM,
    { role: 'user', text: questions[round % questions.length]?.text ?? '' },
  ]
  const direct = await openLanguageModel(model, NO_REPORT)
  const warbler = await openWarbler({ llm: [model] })
  try {
    return await measurePair(
      {
        name: 'Qwen2.5 0.5B, first text',
        against: DIRECT,
        plain: async (round) => {
          const abort = new AbortController()
          const startedAtMs = performance.now()
          let firstAtMs: number | null = null
          const options = { maximumTokens: 240, signal: abort.signal }
          for await (const part of direct.generate(messages(round), options)) {
            if (part.type !== 'delta') continue
            firstAtMs ??= performance.now()
            abort.abort()
          }
          if (firstAtMs === null) throw new Error('no text')
          await wait(STOPPED_WITHIN_MS)
          return firstAtMs - startedAtMs
        },
        warbler: (round) => warbler.reply(messages(round), { cancelled: true }),
      },
      rounds,
    )
  } finally {
    await Promise.all([warbler.dispose(), direct.dispose()])
  }
}

const measureSpeech = async (model: EngineModel, rounds: number) => {
  const direct = await openSynthesizer(model, NO_REPORT)
  const warbler = await openWarbler({ tts: [model] })
  try {
    return await measurePair(
      {
        name: 'Piper joe, first sound',
        against: DIRECT,
        plain: async () => {
          const startedAtMs = performance.now()
          let firstAtMs: number | null = null
          const options = { speed: 1, signal: new AbortController().signal }
          for await (const piece of direct.synthesize(CLAUSE, options)) {
            if (piece.samples.length > 0) firstAtMs ??= performance.now()
          }
          if (firstAtMs === null) throw new Error('no sound')
          return firstAtMs - startedAtMs
        },
        warbler: () => warbler.speech(CLAUSE),
      },
      rounds,
    )
  } finally {
    await Promise.all([warbler.dispose(), direct.dispose()])
  }
}

/** What worker process and line add to an engine on this machine. */
export const measureLocal = async (rounds: number): Promise<readonly Section[]> => {
  const { stt, llm, tts } = await localModels()
  const measured: Measured[] = []
  if (stt !== null) measured.push(await measureTranscripts(stt, rounds))
  if (llm !== null) measured.push(await measureReplies(llm, rounds))
  if (tts !== null) measured.push(await measureSpeech(tts, rounds))
  process.stderr.write('\n')
  const { figures, notes } = joined(measured)
  const missing = Object.entries({ stt, llm, tts }).filter(([, model]) => model === null)
  return [
    {
      title: 'What worker and line add to an engine on this machine',
      figures,
      notes: [
        'adapter alone: in the process of the benchmark, the same model and as many threads',
        'the question ends in the middle of a word: behind a pause Warbler has read it before it is asked',
        ...notes,
        ...missing.map(([role]) => `not measured: the model for ${role} is not installed`),
      ],
    },
  ]
}
