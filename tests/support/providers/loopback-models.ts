import {
  providerSchema,
  type EngineRole,
  type Provider,
} from '../../../electron/contracts/providers.ts'
import type { EngineModel } from '../../../electron/contracts/workers.ts'
import { providerModels } from '../../../electron/main/providers/engine-lines.ts'

/** A provider as the settings have it, set up for all three roles. */
export const loopbackProvider = (baseUrl: string, change: Partial<Provider> = {}): Provider =>
  providerSchema.parse({
    id: 'loop',
    preset: 'custom',
    name: 'Loopback',
    baseUrl,
    stt: { model: 'test-model', languages: ['en'] },
    llm: { model: 'test-model' },
    tts: { model: 'test-model', voice: 'alloy' },
    ...change,
  })

/** Long enough for a busy machine to answer, short enough to wait for. */
const PATIENCE = { firstMs: 20_000, nextMs: 20_000, latestMs: 20_000 }

export interface LoopbackOptions {
  readonly secret?: string
  readonly change?: Partial<Provider>
  readonly options?: Readonly<Record<string, unknown>>
}

/** What the workers would load of it for a role. */
export const loopbackModel = (
  role: EngineRole,
  baseUrl: string,
  { secret, change = {}, options = {} }: LoopbackOptions = {},
): EngineModel => {
  const model = providerModels(loopbackProvider(baseUrl, change), secret)[role]
  if (model === null) throw new Error(`the provider is not set up for ${role}`)
  return { ...model, options: { ...model.options, limits: PATIENCE, ...options } }
}
