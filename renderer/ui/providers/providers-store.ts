import type { CodedError } from '../../../electron/contracts/errors.ts'
import type { RequestInput, RequestResult } from '../../../electron/contracts/ipc.ts'
import type {
  FoundServer,
  ProviderKeys,
  ProviderPreset,
  ProviderTest,
} from '../../../electron/contracts/providers.ts'
import { createValueStore, type ReadableStore } from '../../bridge/value-store.ts'

type ProvidersRoute =
  | 'providers.presets'
  | 'providers.keys'
  | 'providers.set-key'
  | 'providers.test'
  | 'providers.models'
  | 'providers.find-local'

/** What the store needs of the window's bridge. */
export interface ProvidersBridge {
  readonly request: <R extends ProvidersRoute>(
    route: R,
    input: RequestInput<R>,
  ) => Promise<RequestResult<R>>
}

/** What was asked of a provider and has or has not come yet. */
export type Asked<T> =
  | { readonly state: 'asking' }
  | { readonly state: 'answered'; readonly value: T }
  | { readonly state: 'failed'; readonly error: CodedError }

export interface ProvidersView {
  readonly presets: readonly ProviderPreset[]
  /** Null until they have come. */
  readonly keys: ProviderKeys | null
  /** Null while they are looked for. */
  readonly found: readonly FoundServer[] | null
  /** By the provider's id. */
  readonly tests: Readonly<Record<string, Asked<readonly ProviderTest[]>>>
  readonly models: Readonly<Record<string, Asked<readonly string[]>>>
}

export interface ProvidersStore extends ReadableStore<ProvidersView> {
  /** Asks anew what is there: presets, keys, servers on this computer. */
  readonly look: () => void
  /** An empty key takes it away. Null: done. */
  readonly setKey: (provider: string, key: string, keep: boolean) => Promise<CodedError | null>
  readonly test: (provider: string) => void
  readonly askModels: (provider: string) => Promise<void>
  /** The provider is another one now, or gone: what it said before does not hold any more. */
  readonly forget: (provider: string) => void
}

const NOTHING: ProvidersView = { presets: [], keys: null, found: null, tests: {}, models: {} }

/** What main knows of providers beyond the settings; the settings say which there are. */
export const createProvidersStore = (bridge: ProvidersBridge): ProvidersStore => {
  const store = createValueStore<ProvidersView>(NOTHING)
  const change = (changes: Partial<ProvidersView>) => store.set({ ...store.get(), ...changes })
  const lookAtKeys = async (): Promise<void> => {
    const keys = await bridge.request('providers.keys', {})
    if (keys.ok) change({ keys: keys.value })
  }
  const lookAtPresets = async (): Promise<void> => {
    const presets = await bridge.request('providers.presets', {})
    if (presets.ok) change({ presets: presets.value })
  }
  const lookAround = async (): Promise<void> => {
    const found = await bridge.request('providers.find-local', {})
    change({ found: found.ok ? found.value : [] })
  }

  const markTest = (id: string, asked: Asked<readonly ProviderTest[]>) =>
    change({ tests: { ...store.get().tests, [id]: asked } })
  const test = async (provider: string): Promise<void> => {
    const asking = { state: 'asking' } as const
    markTest(provider, asking)
    const result = await bridge.request('providers.test', { provider })
    // It was changed or removed meanwhile: this says nothing of what it is now.
    if (store.get().tests[provider] !== asking) return
    markTest(provider, answerOf(result))
  }
  const markModels = (id: string, asked: Asked<readonly string[]>) =>
    change({ models: { ...store.get().models, [id]: asked } })
  const askModels = async (provider: string): Promise<void> => {
    const asking = { state: 'asking' } as const
    markModels(provider, asking)
    const result = await bridge.request('providers.models', { provider })
    // As with a test: what answered may be another server than it is now.
    if (store.get().models[provider] === asking) markModels(provider, answerOf(result))
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    look: () => {
      change({ found: null })
      void lookAtPresets()
      void lookAtKeys()
      void lookAround()
    },
    setKey: async (provider, key, keep) => {
      const result = await bridge.request('providers.set-key', { provider, key, keep })
      if (!result.ok) return result.error
      change({ keys: result.value })
      return null
    },
    test: (provider) => void test(provider),
    askModels,
    forget: (provider) => {
      const { tests, models } = store.get()
      change({ tests: without(tests, provider), models: without(models, provider) })
      void lookAtKeys()
    },
  }
}

const answerOf = <T>(
  result:
    { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: CodedError },
): Asked<T> =>
  result.ok ? { state: 'answered', value: result.value } : { state: 'failed', error: result.error }

const without = <T>(all: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => name !== key))
