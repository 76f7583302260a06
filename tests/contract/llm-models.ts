import { homedir } from 'node:os'
import { join } from 'node:path'
import type { EngineModel } from '../../electron/contracts/workers.ts'
import { modelsFolder } from '../../electron/engines/models/cache-location.ts'
import { realtimeModelOf } from '../../electron/main/providers/engine-lines.ts'
import type { Script } from '../../electron/engines/llm/scripted-language-model.ts'
import { startFaultyProvider } from '../support/providers/faulty-provider.ts'
import { loopbackModel, loopbackProvider } from '../support/providers/loopback-models.ts'
import { startRealtimeServer } from '../support/providers/realtime-server.ts'
import { scriptedReplies } from '../support/providers/scripted-replies.ts'
import { missingModel } from '../support/skip-because.ts'

/** A model that the contract suite runs on. */
interface LanguageModelUnderTest {
  readonly name: string
  readonly model: EngineModel
  /** For one behind a server: starts it, and says what is loaded then. */
  readonly serve?: () => Promise<ServedModel>
  /** It speaks by itself. It is told no maximum then: sound is counted in tokens as well. */
  readonly isVoiced?: boolean
  /** The suite is skipped where this file is not there; null needs none. */
  readonly file: string | null
}

export interface ServedModel {
  readonly model: EngineModel
  readonly close: () => Promise<void>
}

const local = (id: string, file: string): LanguageModelUnderTest => {
  const path = join(modelsFolder(process.env, process.platform, homedir()), id, file)
  return {
    name: id,
    file: path,
    model: {
      id,
      engine: 'llama',
      files: { model: path },
      options: { temperature: 0, contextTokens: 1024 },
      threads: 2,
    },
  }
}

const script: Script = {
  contextTokens: 1024,
  rules: [
    { when: 'france', say: 'The capital of France is Paris.' },
    { when: 'count', say: 'One, two, three, four, five, six, seven, eight.', deltaDelayMs: 1 },
    { when: '', say: 'Fine.' },
  ],
}

export const LANGUAGE_MODELS: readonly LanguageModelUnderTest[] = [
  {
    name: 'scripted',
    file: null,
    model: { id: 'scripted', engine: 'scripted', files: {}, options: { ...script }, threads: 1 },
  },
  local('smollm2-135m', 'SmolLM2-135M-Instruct.Q4_1.gguf'),
  local('qwen2.5-0.5b', 'qwen2.5-coder-0.5b-instruct-q4_k_m.gguf'),
]

const NOWHERE = 'http://127.0.0.1:1/v1'

/** The same script, said by a provider over HTTP. */
const provided = (api: 'chat' | 'responses'): LanguageModelUnderTest => {
  const at = (baseUrl: string) =>
    loopbackModel('llm', baseUrl, {
      change: { llm: { model: 'test-model', api, contextTokens: script.contextTokens ?? null } },
    })
  return {
    name: `provider, ${api}`,
    file: null,
    model: at(NOWHERE),
    serve: async () => {
      const { baseUrl, close } = await startFaultyProvider({ script: scriptedReplies(script) })
      return { model: at(baseUrl), close }
    },
  }
}

/** The same script, spoken: text in, and a reply whose words come with its sound. */
const spoken = (): LanguageModelUnderTest => {
  const at = (baseUrl: string): EngineModel => {
    const change = { realtime: { model: 'test-model', voice: 'marin' } }
    const model = realtimeModelOf(loopbackProvider(baseUrl, change), undefined, 1)
    if (model === null) throw new Error('the provider is not set up for it')
    return { ...model, options: { ...model.options, contextTokens: script.contextTokens } }
  }
  return {
    name: 'provider, realtime',
    file: null,
    isVoiced: true,
    model: at(NOWHERE),
    serve: async () => {
      // Slow enough to be stopped in the middle of a sentence.
      const server = { script: scriptedReplies(script), timesRealTime: 20 }
      const { baseUrl, close } = await startRealtimeServer(server)
      return { model: at(baseUrl), close }
    },
  }
}

export const PROVIDED_MODELS: readonly LanguageModelUnderTest[] = [
  provided('chat'),
  provided('responses'),
  spoken(),
]

/** The reason for skipping what needs this model; null where its file is there. */
export const missingFile = ({ file }: LanguageModelUnderTest): string | null =>
  missingModel(file === null ? [] : [file])
