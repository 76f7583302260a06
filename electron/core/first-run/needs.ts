import type { MicrophoneStatus } from '../../contracts/audio.ts'
import type { CodedError } from '../../contracts/errors.ts'
import type { ModelKind, ModelState } from '../../contracts/models.ts'
import { ENGINE_ROLES, type EngineRole } from '../../contracts/providers.ts'
import type { EngineStatus } from '../../contracts/snapshot.ts'

/** What can be used already while the rest is on its way, and what a first exchange still waits for. Pure. */

/**
 * `ready` serves; `loading` is here and being loaded; `coming` is being fetched; `failed` could not be
 * fetched; `absent` nobody has asked for; `broken` is here and does not run.
 */
type RoleState = 'ready' | 'loading' | 'coming' | 'paused' | 'failed' | 'absent' | 'broken'

/** What is needed of a model's snapshot. */
export interface NeededModel {
  readonly kind: ModelKind
  readonly state: ModelState
  readonly required: boolean
}

const fetched = (role: EngineRole, models: readonly NeededModel[]): RoleState => {
  const needed = models.filter(
    ({ kind, required }) => required && (kind === role || (kind === 'data' && role === 'tts')),
  )
  const isAny = (...states: readonly ModelState[]) =>
    needed.some(({ state }) => states.includes(state))
  if (isAny('failed')) return 'failed'
  if (isAny('paused')) return 'paused'
  if (isAny('queued', 'downloading', 'verifying', 'preparing')) return 'coming'
  // What is here is looked at within moments.
  return needed.length > 0 && needed.every(({ state }) => state === 'ready') ? 'loading' : 'absent'
}

/** How far each role has come. */
export const roleStates = (
  engines: Readonly<Record<EngineRole, EngineStatus>>,
  models: readonly NeededModel[],
): Readonly<Record<EngineRole, RoleState>> => {
  const stateOf = (role: EngineRole): RoleState => {
    switch (engines[role]) {
      case 'ready':
        return 'ready'
      case 'loading':
      case 'restarting':
        return 'loading'
      case 'failed':
      case 'capped':
        return 'broken'
      case 'missing':
        return fetched(role, models)
    }
  }
  return { stt: stateOf('stt'), llm: stateOf('llm'), tts: stateOf('tts') }
}

export interface ExchangeFacts {
  readonly roles: Readonly<Record<EngineRole, RoleState>>
  readonly microphone: { readonly status: MicrophoneStatus; readonly error: CodedError | null }
  readonly muted: boolean
  /** They chose to go by a provider, and none is set up so that it could be asked. */
  readonly providerLacks: boolean
  /** Why a role has nobody, where its line told. */
  readonly out: Readonly<Record<EngineRole, CodedError | null>>
}

/** What keeps the first exchange from beginning, what somebody has to do before what will pass by itself. */
export type Need =
  | { readonly what: 'microphone'; readonly error: CodedError | null }
  | { readonly what: 'unmute' }
  /** A provider is to be set up, or put right. */
  | { readonly what: 'provider'; readonly error: CodedError | null }
  /** These are not here, and nothing brings them unless somebody says so. */
  | { readonly what: 'fetch'; readonly roles: readonly EngineRole[]; readonly failed: boolean }
  | { readonly what: 'restart'; readonly roles: readonly EngineRole[] }
  /** These are on their way. */
  | {
      readonly what: 'wait'
      readonly roles: readonly EngineRole[]
      readonly for: 'download' | 'load'
    }

/** In the order in which they are told; none: it can begin. */
export const needsOf = ({
  roles,
  microphone,
  muted,
  providerLacks,
  out,
}: ExchangeFacts): readonly Need[] => {
  const having = (...states: readonly RoleState[]) =>
    ENGINE_ROLES.filter((role) => states.includes(roles[role]))
  const failed = having('failed')
  const lacking = having('absent', 'paused', 'failed')
  // A start anew is no help where a provider is not set up as it should be.
  const atProvider = having('broken').filter((role) => out[role]?.code.startsWith('provider.'))
  const broken = having('broken').filter((role) => !atProvider.includes(role))
  const [refused] = atProvider.map((role) => out[role])
  const coming = having('coming')
  const loading = having('loading')
  const needs: Need[] = []
  if (muted) needs.push({ what: 'unmute' })
  else if (microphone.status === 'failed') {
    needs.push({ what: 'microphone', error: microphone.error })
  }
  if (refused !== undefined) needs.push({ what: 'provider', error: refused })
  else if (providerLacks && lacking.length > 0) needs.push({ what: 'provider', error: null })
  if (lacking.length > 0) needs.push({ what: 'fetch', roles: lacking, failed: failed.length > 0 })
  if (broken.length > 0) needs.push({ what: 'restart', roles: broken })
  if (coming.length > 0) needs.push({ what: 'wait', roles: coming, for: 'download' })
  else if (loading.length > 0 && lacking.length === 0) {
    needs.push({ what: 'wait', roles: loading, for: 'load' })
  }
  return needs
}
