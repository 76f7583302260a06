import type { FirstRunWay } from '../../contracts/first-run.ts'
import {
  ENGINE_ROLES,
  LOCAL_ONLY,
  providerReference,
  type EngineOrder,
  type EngineRole,
  type Provider,
} from '../../contracts/providers.ts'

/**
 * Whose engines are used first by somebody who goes this way.
 *
 * `both` hears and speaks on this computer, so that no sound leaves it, and has the provider answer, with
 * this computer in its place where it cannot be reached. `provider` uses it for all that it does; what it
 * does not do is done here.
 */
export const orderFor = (way: FirstRunWay, provider: Provider | null): EngineOrder => {
  if (way === 'local' || provider === null) return LOCAL_ONLY
  const reference = providerReference(provider.id)
  const order = (role: EngineRole): EngineOrder[EngineRole] => {
    if (provider[role] === null) return ['local']
    if (way === 'provider') return [reference]
    return role === 'llm' ? [reference, 'local'] : ['local']
  }
  return { stt: order('stt'), llm: order('llm'), tts: order('tts') }
}

/** Which way an order of engines is. */
export const wayOf = (order: EngineOrder): FirstRunWay => {
  const all = ENGINE_ROLES.flatMap((role) => order[role])
  if (all.every((reference) => reference === 'local')) return 'local'
  return ENGINE_ROLES.some((role) => order[role].length > 1 && order[role].includes('local'))
    ? 'both'
    : 'provider'
}

/** What this computer does of it, so that models for it are to be fetched. */
export const rolesHere = (order: EngineOrder): readonly EngineRole[] =>
  ENGINE_ROLES.filter((role) => order[role].includes('local'))
