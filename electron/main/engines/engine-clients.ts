import { systemClock } from '../workers/clock.ts'
import { LlmClient } from '../workers/llm-client.ts'
import { SttClient } from '../workers/stt-client.ts'
import { TtsClient } from '../workers/tts-client.ts'
import { MAXIMUM_REPLY_TOKENS } from '../conversation/prompt.ts'
import { FIRST_CLAUSE_PAUSE_MS } from '../processor-budget.ts'
import type { EngineWorkers } from './engine-workers.ts'
import type { EnginePorts, EngineSetOptions } from './ports.ts'

export interface EngineClients {
  readonly stt: SttClient
  readonly tts: TtsClient
  readonly llm: LlmClient
}

export const createEngineClients = (workers: EngineWorkers): EngineClients => ({
  stt: new SttClient(workers.stt, systemClock),
  tts: new TtsClient(workers.tts, systemClock),
  llm: new LlmClient(workers.llm, systemClock),
})

/** What the conversation asks for, as the clients are asked. */
export const enginePorts = (
  { stt, llm, tts }: EngineClients,
  workers: EngineWorkers,
  speechSpeed: () => number,
  keepUtterance: EngineSetOptions['keepUtterance'] = () => null,
): EnginePorts => ({
  speechToText: {
    transcribe: (request) => stt.transcribe(request),
    forget: (utterance, spoken) =>
      stt.forget(utterance, spoken === null ? null : keepUtterance(utterance, spoken)),
  },
  languageModel: {
    generate: (generation, messages, speech) =>
      llm.generate({ generation, messages, maximumTokens: MAXIMUM_REPLY_TOKENS, speech }),
    makeRoom: (generation) => llm.makeRoom(generation),
    heard: (generation, heardMs) => llm.heard(generation, heardMs),
    prewarm: (messages) => {
      // Somebody speaks: an answer will be spoken.
      workers.tts.request({ type: 'wake' }, { whenNotReady: 'reject' })
      llm.prewarm(messages)
    },
    cancel: (generation) => llm.cancel(generation),
  },
  textToSpeech: {
    synthesize: (generation, index, text) => {
      if (index === 0) llm.pause(generation, FIRST_CLAUSE_PAUSE_MS)
      tts.synthesize({ generation, index, text, speed: speechSpeed() })
    },
    cancel: (generation) => tts.cancel(generation),
  },
})
