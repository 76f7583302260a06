import { homedir } from 'node:os'
import { join } from 'node:path'
import type { EngineModel } from '../../electron/contracts/workers.ts'
import { modelsFolder } from '../../electron/engines/models/cache-location.ts'
import type { Script } from '../../electron/engines/llm/scripted-language-model.ts'
import { startFaultyProvider } from '../support/providers/faulty-provider.ts'
import { loopbackModel } from '../support/providers/loopback-models.ts'
import { scriptedReplies } from '../support/providers/scripted-replies.ts'
import { missingModel } from '../support/skip-because.ts'

/** A model that the contract suite runs on. */
export interface LanguageModelUnderTest {
  readonly name: string
  readonly model: EngineModel
  /** For one behind a server: where the server is that the suite has started. */
  readonly at?: (baseUrl: string) => EngineModel
  /** The suite is skipped where this file is not there; null needs none. */
  readonly file: string | null
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

/** The same script, said by a provider over HTTP. */
const provided = (api: 'chat' | 'responses'): LanguageModelUnderTest => {
  const at = (baseUrl: string) =>
    loopbackModel('llm', baseUrl, {
      change: { llm: { model: 'test-model', api, contextTokens: script.contextTokens ?? null } },
    })
  return { name: `provider, ${api}`, file: null, model: at('http://127.0.0.1:1/v1'), at }
}
export const PROVIDED_MODELS = (['chat', 'responses'] as const).map(provided)

export const startScriptedProvider = () => startFaultyProvider({ script: scriptedReplies(script) })

/** The reason for skipping what needs this model; null where its file is there. */
export const missingFile = ({ file }: LanguageModelUnderTest): string | null =>
  missingModel(file === null ? [] : [file])
