import type { CodedError } from '../../electron/contracts/errors.ts'
import type { EngineRole } from '../../electron/contracts/providers.ts'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import { ROLES } from './engine-roles.ts'

/** Roles that are not served by the first engine of their line, all for the same reason. */
interface EngineNotice {
  readonly roles: readonly EngineRole[]
  /** Names of providers; null for this computer. */
  readonly from: string | null
  readonly to: string | null
  readonly because: CodedError
}

const blamed = ({ params }: CodedError): string | null => {
  const name = params?.['provider']
  return typeof name === 'string' ? name : null
}

/** Which engines stand in for others, each pair and reason once. */
export const engineNotices = ({ inUse }: Pick<AppSnapshot, 'inUse'>): readonly EngineNotice[] => {
  const notices = new Map<string, EngineNotice>()
  for (const role of ROLES) {
    const use = inUse[role]
    if (use === null || use.because === null) continue
    const { because, provider: to } = use
    const from = blamed(because)
    const key = JSON.stringify([from, to, because.code])
    const roles = [...(notices.get(key)?.roles ?? []), role]
    notices.set(key, { roles, from, to, because })
  }
  return [...notices.values()]
}
