import type { ModelsSnapshot } from '../../../electron/contracts/models.ts'
import {
  isRealtime,
  providerOf,
  providerReference,
  realtimeReference,
  type EngineReference,
  type EngineRole,
  type Provider,
} from '../../../electron/contracts/providers.ts'
import type { Settings } from '../../../electron/contracts/settings.ts'
import type { EngineUse } from '../../../electron/contracts/snapshot.ts'

/** One engine of a line, as the settings name it. */
export interface LineRow {
  readonly reference: EngineReference
  /** The provider's name; null for this computer. */
  readonly provider: string | null
  /** The settings still name it, and it is not there any more. */
  readonly gone: boolean
  /** It hears and speaks by itself: speech to speech, in the line of language models. */
  readonly realtime: boolean
  /** Name of its model; null where it is not set up for the role. */
  readonly model: string | null
  /** The model of this computer is chosen and has not been downloaded. */
  readonly missing: boolean
  readonly inUse: boolean
}

type LineSettings = Pick<Settings, 'engineOrder' | 'providers'>

/** The line of a role, in order. */
export const lineRows = (
  role: EngineRole,
  { engineOrder, providers }: LineSettings,
  models: ModelsSnapshot | null,
  use: EngineUse | null,
): readonly LineRow[] => {
  const local = models?.models.find(({ id }) => id === models.choice?.[role]) ?? null
  return [...new Set(engineOrder[role])].map((reference): LineRow => {
    const id = providerOf(reference)
    const realtime = isRealtime(reference)
    const provider = providers.find((one) => one.id === id)
    const model = provider?.[realtime ? 'realtime' : role]?.model ?? null
    const gone = id !== null && provider === undefined
    return {
      reference,
      provider: id === null ? null : (provider?.name ?? id),
      gone,
      realtime,
      model: id === null ? (local?.name ?? null) : model,
      missing: id === null && local !== null && local.state !== 'ready',
      inUse:
        use !== null &&
        (id === null ? use.provider === null : model !== null && use.model === `${id}/${model}`),
    }
  })
}

/** What can be added to a line: this computer and the providers that are set up for the role. */
export const addable = (
  role: EngineRole,
  { engineOrder, providers }: LineSettings,
): readonly LineRow['reference'][] =>
  ['local', ...providers.flatMap((provider) => referencesOf(role, provider))].filter(
    (reference) => !engineOrder[role].includes(reference),
  )

/** Speech to speech stands in the line of language models. */
const referencesOf = (role: EngineRole, provider: Provider): readonly EngineReference[] => [
  ...(role === 'llm' && provider.realtime !== null ? [realtimeReference(provider.id)] : []),
  ...(provider[role] === null ? [] : [providerReference(provider.id)]),
]

/** The order with the engine at `index` moved by `step` places; as it was where it cannot move. */
export const moved = <T>(order: readonly T[], index: number, step: number): readonly T[] => {
  const to = index + step
  const one = order[index]
  if (one === undefined || to < 0 || to >= order.length) return order
  const others = order.toSpliced(index, 1)
  return others.toSpliced(to, 0, one)
}

/** The most engines that a line may have. */
const LONGEST_LINE = 10

export const withFirst = (
  order: readonly EngineReference[],
  reference: EngineReference,
): EngineReference[] =>
  [reference, ...order.filter((one) => one !== reference)].slice(0, LONGEST_LINE)

/** The orders without a provider; a line that would be empty falls to this computer. */
export const withoutProvider = (
  { stt, llm, tts }: Settings['engineOrder'],
  providerId: string,
): Settings['engineOrder'] => {
  const rest = (order: readonly EngineReference[]): EngineReference[] => {
    const others = order.filter((one) => providerOf(one) !== providerId)
    return others.length > 0 ? others : ['local']
  }
  return { stt: rest(stt), llm: rest(llm), tts: rest(tts) }
}
