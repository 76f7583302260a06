import type { CodedError, ErrorCode } from '../../contracts/errors.ts'
import type { EngineRole, Provider } from '../../contracts/providers.ts'
import type { EngineInUse } from '../../contracts/workers.ts'
import type { CapState } from '../../core/usage/add-usage.ts'
import { providerNameOf } from './engine-lines.ts'
import phrases from '../../../resources/prompts/phrases.json' with { type: 'json' }

interface LineNoticeParts {
  readonly providers: () => readonly Provider[]
  /** Of the voice in use: what is said is said by it. */
  readonly language: () => string
  /** Says it once, in front of the next reply. */
  readonly announce: (text: string) => void
  /** It need not be said any more, where it was not yet. */
  readonly withdraw: (text: string) => void
  /** Shows it: the role has nobody. */
  readonly raise: (error: CodedError) => void
  /** Shows it: another engine has taken over. */
  readonly mention: (error: CodedError) => void
  /** Shows no more of these. */
  readonly resolve: (codes: readonly ErrorCode[]) => void
  /** Without what costs, a role has nobody on this machine. */
  readonly isAlone: () => boolean
}

/**
 * What a person is told when another engine takes over, or the first one again: seen at once and heard
 * once, in front of the next reply.
 *
 * Invariants
 * 1. Of a provider it is heard once that it is out, and once that it is back, however many of the three
 *    roles it serves.
 * 2. Of the cap nothing is said or shown that is not so any more.
 * 3. Engines on this machine are not spoken of: what is wrong with them is only shown.
 */
export const createLineNotices = (parts: LineNoticeParts) => {
  /** The provider that each role does without. */
  const out = new Map<EngineRole, string>()
  /** What was last to be said of the cap. */
  let capSaid: string | null = null
  const sayOfCap = (text: string | null): void => {
    if (capSaid !== null) parts.withdraw(capSaid)
    capSaid = text
    if (text !== null) parts.announce(text)
  }
  const spoken = (name: keyof typeof phrases.en, values: Record<string, string> = {}): string => {
    const table = /^zh\b/i.test(parts.language()) ? phrases.zh : phrases.en
    const text = table[name]
    return Object.entries(values).reduce(
      (said, [key, value]) => said.replace(`{${key}}`, () => value),
      typeof text === 'string' ? text : (text[0] ?? ''),
    )
  }
  const blamed = (because: CodedError): string => {
    const name = because.params?.['provider']
    return typeof name === 'string' ? name : ''
  }
  const isOut = (provider: string): boolean => [...out.values()].includes(provider)
  return {
    inUse: (role: EngineRole, { model, because }: EngineInUse): void => {
      if (because === null) {
        const wasOut = out.delete(role)
        const back = providerNameOf(model, parts.providers())
        if (wasOut && back !== null && !isOut(back)) {
          parts.announce(spoken('restored', { provider: back }))
        }
        return
      }
      const provider = blamed(because)
      const isTold = isOut(provider)
      out.set(role, provider)
      parts.mention(because)
      if (isTold || provider === '') return
      const engine = providerNameOf(model, parts.providers())
      parts.announce(
        engine === null
          ? spoken('fellBackLocal', { provider })
          : spoken('fellBack', { provider, engine }),
      )
    },
    cap: (state: CapState): void => {
      if (state !== 'reached') {
        sayOfCap(state === 'near' ? spoken('capNear') : null)
        parts.resolve(['provider.capped', 'provider.capped-alone'])
        return
      }
      if (parts.isAlone()) {
        // There is no reply that it could be said in front of.
        sayOfCap(null)
        parts.raise({ code: 'provider.capped-alone' })
        return
      }
      sayOfCap(spoken('capReached'))
      parts.mention({ code: 'provider.capped' })
    },
  }
}
