import {
  fail,
  succeed,
  toCodedError,
  type CodedError,
  type Result,
} from '../../contracts/errors.ts'
import {
  PROVIDER_PARTS,
  type EngineRole,
  type FoundServer,
  type Provider,
  type ProviderKeys,
  type ProviderPart,
  type ProviderPreset,
  type ProviderTest,
} from '../../contracts/providers.ts'
import type { Settings } from '../../contracts/settings.ts'
import type { UsageSnapshot } from '../../contracts/usage.ts'
import type { EngineModel, EngineUsage } from '../../contracts/workers.ts'
import {
  engineLines,
  lackingOf,
  providerModels,
  realtimeModelOf,
  rolesHere,
  type EngineLines,
  type LineInputs,
} from './engine-lines.ts'
import { findLocalServers } from './find-local-servers.ts'
import type { KeyStore } from './key-store.ts'
import { allPresets } from './presets.ts'
import { modelsOf, testEngine, type TestParts } from './test-provider.ts'
import type { UsageMeter } from './usage-meter.ts'

interface ProviderDeskParts {
  readonly settings: () => Settings
  readonly keys: KeyStore
  readonly meter: UsageMeter
  readonly test: Omit<TestParts, 'report'>
  /** Keys or what may be used have changed: the lines are to be made anew. */
  readonly onChange: () => void
  /** A real call has just shown whether this engine of a line serves. */
  readonly onTested: (role: EngineRole, model: string, error: CodedError | null) => void
}

/** Everything that windows ask of providers, and the lines that the workers load. */
export const createProviderDesk = (parts: ProviderDeskParts) => {
  const { settings, keys, meter } = parts
  const byId = (id: string): Provider | undefined =>
    settings().providers.find((provider) => provider.id === id)
  const unknown = (id: string) => fail('usage.invalid', `no provider ${id}`)
  const report: TestParts['report'] = {
    inUse: () => undefined,
    out: () => undefined,
    measured: () => undefined,
    opened: () => undefined,
    waiting: () => undefined,
    // What a test uses is paid for as well.
    usage: (usage: EngineUsage) => meter.add(usage),
  }
  const modelFor = (provider: Provider): Readonly<Record<EngineRole, EngineModel | null>> =>
    providerModels(provider, keys.keyOf(provider))

  const inputs = (local: LineInputs['local']): LineInputs => ({
    order: settings().engineOrder,
    providers: settings().providers,
    local,
    keyOf: (provider) => keys.keyOf(provider),
    speechSpeed: settings().speechSpeed,
    capped: meter.capped,
  })

  return {
    lines: (local: LineInputs['local']): EngineLines => engineLines(inputs(local)),
    /** Why a role has nobody, where that is not just that a model is missing. */
    lacking: (local: LineInputs['local']) => lackingOf(inputs(local)),
    /** What this machine is wanted for. */
    rolesHere: (): readonly EngineRole[] => rolesHere(inputs({ stt: null, llm: null, tts: null })),
    presets: (): readonly ProviderPreset[] => allPresets(),
    keys: (): ProviderKeys => keys.states(settings().providers),
    setKey: (id: string, key: string, keep: boolean): Result<ProviderKeys> => {
      const provider = byId(id)
      if (provider === undefined) return unknown(id)
      const set = key === '' ? keys.remove(id) : keys.set(provider, key, keep)
      if (!set.ok) return set
      parts.onChange()
      return succeed(keys.states(settings().providers))
    },
    /** One real call for each part that the provider is set up for. */
    test: async (id: string): Promise<Result<readonly ProviderTest[]>> => {
      const provider = byId(id)
      if (provider === undefined) return unknown(id)
      const models: Readonly<Record<ProviderPart, EngineModel | null>> = {
        ...modelFor(provider),
        realtime: realtimeModelOf(provider, keys.keyOf(provider), settings().speechSpeed),
      }
      const tests: ProviderTest[] = []
      for (const role of PROVIDER_PARTS) {
        const model = models[role]
        // One after the other: side by side each would look slower than it is.
        if (model === null) continue
        const test = await testEngine(role, model, { ...parts.test, report })
        tests.push(test)
        parts.onTested(role === 'realtime' ? 'llm' : role, model.id, test.error)
      }
      return succeed(tests)
    },
    models: async (id: string): Promise<Result<readonly string[]>> => {
      const provider = byId(id)
      if (provider === undefined) return unknown(id)
      const blank = { model: 'any' } as const
      const any = providerModels(
        { ...provider, llm: { ...blank, api: 'chat', contextTokens: null } },
        keys.keyOf(provider),
      ).llm
      if (any === null) return unknown(id)
      try {
        return succeed(await modelsOf(any))
      } catch (thrown) {
        return { ok: false, error: toCodedError(thrown) }
      }
    },
    findLocal: async (): Promise<Result<readonly FoundServer[]>> =>
      succeed(await findLocalServers()),
    usage: (): UsageSnapshot => meter.snapshot(),
    clearUsage: (): Result<null> => meter.clear(),
    removeKeys: (): Result<null> => {
      const removed = keys.removeAll()
      parts.onChange()
      return removed
    },
  }
}
export type ProviderDesk = ReturnType<typeof createProviderDesk>
