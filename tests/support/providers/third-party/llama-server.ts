import { modelFileEnding } from './model-files.ts'
import { startThirdPartyServer, type ThirdPartyServer } from './start-server.ts'

interface LlamaServerOptions {
  /** A model of the catalogue that is installed here. */
  readonly modelId?: 'smollm2-135m' | 'qwen2.5-0.5b'
  /** Any other is refused; without it every request is taken. */
  readonly apiKey?: string
  readonly threads?: number
}

/** llama.cpp's own server: chat completions and responses over a real model. */
export const startLlamaServer = ({
  modelId = 'smollm2-135m',
  apiKey,
  threads = 1,
}: LlamaServerOptions = {}): Promise<ThirdPartyServer> =>
  startThirdPartyServer({
    name: 'llama',
    model: modelId,
    options: {
      model: modelFileEnding(modelId, '.gguf'),
      name: modelId,
      api_key: apiKey ?? null,
      threads,
    },
    readyPath: '/health',
  })
