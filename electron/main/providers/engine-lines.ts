import type { CodedError } from '../../contracts/errors.ts'
import type { EngineOrder, EngineRole, Provider } from '../../contracts/providers.ts'
import { ENGINE_ROLES, isLoopback, isRealtime, providerOf } from '../../contracts/providers.ts'
import type { EngineLine, EngineModel } from '../../contracts/workers.ts'
import { presetOf } from './presets.ts'

export type EngineLines = Readonly<Record<EngineRole, EngineLine>>

export interface LineInputs {
  readonly order: EngineOrder
  readonly providers: readonly Provider[]
  /** Null: not there (yet). */
  readonly local: Readonly<Record<EngineRole, EngineModel | null>>
  /** Key of a provider, for its origin alone. */
  readonly keyOf: (provider: Provider) => string | undefined
  /** 1 is the voice's own pace; a model that speaks by itself is told when it is opened. */
  readonly speechSpeed: number
  /** Nothing that costs may be used any more this month. */
  readonly capped: boolean
}

/** Whether a server is on this machine: what is sent to it stays here, and costs nothing. */
export const isOnThisMachine = ({ baseUrl }: Pick<Provider, 'baseUrl'>): boolean =>
  isLoopback(baseUrl)

/** The id that stands in the turn log and in windows: which model, of whom. */
const providerModelId = (provider: Pick<Provider, 'id'>, model: string): string =>
  `${provider.id}/${model}`

/** Name of the provider whose model it is; null for one on this computer. */
export const providerNameOf = (modelId: string, providers: readonly Provider[]): string | null =>
  providers.find((provider) => modelId.startsWith(providerModelId(provider, '')))?.name ?? null

const connectionOf = (provider: Provider, model: string) => {
  const { keyHeader, keyRequired } = presetOf(provider.preset)
  return {
    provider: provider.name,
    baseUrl: provider.baseUrl,
    headers: provider.headers,
    model,
    keyHeader,
    keyRequired,
    onThisMachine: isOnThisMachine(provider),
  }
}

/** `gpt-4o-transcribe-2025-03-20` does what `gpt-4o-transcribe` does; `…-diarize` is something else. */
const streamsTranscripts = ({ preset, stt }: Provider): boolean =>
  stt !== null &&
  (stt.streams ??
    presetOf(preset).sttStreaming.includes(stt.model.replace(/-\d{4}-\d{2}-\d{2}$/, '')))

const modelOf = (
  provider: Provider,
  role: EngineRole,
  secret: string | undefined,
): EngineModel | null => {
  const known = { files: {}, threads: 1, ...(secret === undefined ? {} : { secret }) }
  const { stt, llm, tts } = provider
  if (role === 'stt' && stt !== null) {
    return {
      ...known,
      id: providerModelId(provider, stt.model),
      engine: 'provider-transcription',
      options: { ...connectionOf(provider, stt.model), streams: streamsTranscripts(provider) },
      languages: stt.languages,
    }
  }
  if (role === 'llm' && llm !== null) {
    const { continuation, limitField, countsTokens, contextTokens } = presetOf(provider.preset)
    const chat = { continuation, limitField, countsTokens }
    return {
      ...known,
      id: providerModelId(provider, llm.model),
      engine: llm.api === 'responses' ? 'provider-responses' : 'provider-chat',
      options: {
        ...connectionOf(provider, llm.model),
        ...chat,
        contextTokens: llm.contextTokens ?? contextTokens,
      },
    }
  }
  if (role === 'tts' && tts !== null) {
    return {
      ...known,
      id: providerModelId(provider, tts.model),
      engine: 'provider-speech',
      options: {
        ...connectionOf(provider, tts.model),
        voice: tts.voice,
        sampleRateHz: tts.sampleRateHz,
      },
      languages: tts.languages,
    }
  }
  return null
}

/** The realtime API hears and speaks by itself; it stands in the line of language models. Null: not set up. */
export const realtimeModelOf = (
  provider: Provider,
  secret: string | undefined,
  speed: number,
): EngineModel | null => {
  const { realtime } = provider
  if (realtime === null) return null
  const { contextTokens } = presetOf(provider.preset)
  return {
    id: providerModelId(provider, realtime.model),
    engine: 'provider-realtime',
    files: {},
    threads: 1,
    ...(secret === undefined ? {} : { secret }),
    options: {
      ...connectionOf(provider, realtime.model),
      voice: realtime.voice,
      contextTokens,
      speed,
    },
  }
}

/** What a provider does, by role; null where it is not set up for it. */
export const providerModels = (
  provider: Provider,
  secret: string | undefined,
): Readonly<Record<EngineRole, EngineModel | null>> => ({
  stt: modelOf(provider, 'stt', secret),
  llm: modelOf(provider, 'llm', secret),
  tts: modelOf(provider, 'tts', secret),
})

/**
 * The roles that this machine is wanted for: its engine is in their order, or nobody else is there for
 * them. A month that is used up does not make it wanted: nothing is fetched that nobody chose.
 */
export const rolesHere = (
  inputs: Pick<LineInputs, 'order' | 'providers' | 'keyOf'>,
): readonly EngineRole[] => {
  const local = { stt: null, llm: null, tts: null }
  const others = engineLines({ ...inputs, local, capped: false, speechSpeed: 1 })
  return ENGINE_ROLES.filter(
    (role) => inputs.order[role].includes('local') || others[role].length === 0,
  )
}

/**
 * Why a role has nobody, by role: the providers that would do it may cost nothing more this month. Of
 * the others a model on this machine is what is missing.
 */
export const lackingOf = (
  inputs: LineInputs,
): Readonly<Partial<Record<EngineRole, CodedError>>> => {
  const now = engineLines(inputs)
  const uncapped = engineLines({ ...inputs, capped: false })
  const alone = ENGINE_ROLES.filter((role) => now[role].length === 0 && uncapped[role].length > 0)
  return Object.fromEntries(alone.map((role) => [role, { code: 'provider.capped-alone' }]))
}

/**
 * The line of each role: what the person ordered, as far as it is there. References to providers that
 * are gone, or that do not do this, are passed over; where nothing is left, the engine on this machine
 * is taken, and where that is missing too, the line is empty.
 */
export const engineLines = (inputs: LineInputs): EngineLines => {
  const member = (role: EngineRole, reference: string): EngineModel | null => {
    const id = providerOf(reference)
    if (id === null) return inputs.local[role]
    if (isRealtime(reference) && role !== 'llm') return null
    const provider = inputs.providers.find((one) => one.id === id)
    if (provider === undefined) return null
    if (inputs.capped && !isOnThisMachine(provider)) return null
    const secret = inputs.keyOf(provider)
    return isRealtime(reference)
      ? realtimeModelOf(provider, secret, inputs.speechSpeed)
      : modelOf(provider, role, secret)
  }
  const line = (role: EngineRole): EngineLine => {
    const wanted = [...new Set(inputs.order[role])]
    const found = wanted.map((reference) => member(role, reference)).filter((one) => one !== null)
    const { [role]: local } = inputs.local
    return found.length > 0 || local === null ? found : [local]
  }
  const [stt, llm, tts] = ENGINE_ROLES.map(line)
  return { stt: stt ?? [], llm: llm ?? [], tts: tts ?? [] }
}
