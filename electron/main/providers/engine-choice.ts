import { fail, succeed, type Result } from '../../contracts/errors.ts'
import {
  ENGINE_ROLES,
  isRealtime,
  providerReference,
  realtimeReference,
  providerSchema,
  type EngineRole,
  type Provider,
} from '../../contracts/providers.ts'
import type { Settings } from '../../contracts/settings.ts'

/** What the command line chose for one run; null: as the settings have it. */
export type EngineChoice = Readonly<Record<EngineRole, string | null>>

type Chosen = Pick<Settings, 'providers' | 'engineOrder' | 'models'>

const withModel = (provider: Provider, role: EngineRole, model: string): Provider | null => {
  switch (role) {
    case 'stt':
      return { ...provider, stt: { languages: [], ...provider.stt, model } }
    case 'llm':
      return { ...provider, llm: { api: 'chat', contextTokens: null, ...provider.llm, model } }
    case 'tts':
      // A voice cannot be guessed: each model has its own.
      return provider.tts === null ? null : { ...provider, tts: { ...provider.tts, model } }
  }
}

/**
 * The settings as one run is to use them. A choice is `local`, the id of a model of the catalogue, a
 * provider's id (`provider:` may stand before it), `<provider>/<model>`, or, as language model,
 * `realtime:<provider>`; what is chosen is used alone, without falling back.
 * Fails with `usage.invalid` for what is none of these.
 */
export const applyEngineChoice = (
  settings: Settings,
  choice: EngineChoice,
  isCatalogued: (role: EngineRole, id: string) => boolean,
): Result<Settings> => {
  let chosen: Chosen = settings
  for (const role of ENGINE_ROLES) {
    const wanted = choice[role]
    if (wanted === null) continue
    const next = applyOne(chosen, role, wanted, isCatalogued)
    if (next === null) return fail('usage.invalid', `--${role} ${wanted}: no such engine`)
    chosen = next
  }
  return succeed({ ...settings, ...chosen })
}

const applyOne = (
  chosen: Chosen,
  role: EngineRole,
  wanted: string,
  isCatalogued: (role: EngineRole, id: string) => boolean,
): Chosen | null => {
  const local = { ...chosen.engineOrder, [role]: ['local'] }
  if (wanted === 'local') return { ...chosen, engineOrder: local }
  if (isCatalogued(role, wanted)) {
    return { ...chosen, engineOrder: local, models: { ...chosen.models, [role]: wanted } }
  }
  if (role === 'llm' && isRealtime(wanted)) {
    const speaks = chosen.providers.some(({ id, realtime }) => {
      return realtime !== null && wanted === realtimeReference(id)
    })
    return speaks ? { ...chosen, engineOrder: { ...chosen.engineOrder, llm: [wanted] } } : null
  }
  // As the settings name one, too.
  const named = wanted.replace(/^provider:/, '')
  const slash = named.indexOf('/')
  const id = slash < 0 ? named : named.slice(0, slash)
  const provider = chosen.providers.find((one) => one.id === id)
  if (provider === undefined) return null
  const changed = slash < 0 ? provider : withModel(provider, role, named.slice(slash + 1))
  if (changed === null || changed[role] === null || !providerSchema.safeParse(changed).success) {
    return null
  }
  return {
    ...chosen,
    providers: chosen.providers.map((one) => (one.id === id ? changed : one)),
    engineOrder: { ...chosen.engineOrder, [role]: [providerReference(id)] },
  }
}
