import type { CodedError } from '../../contracts/errors.ts'
import type { EngineRole, Provider } from '../../contracts/providers.ts'
import type { EngineInUse } from '../../contracts/workers.ts'
import type { CapState } from '../../core/usage/add-usage.ts'
import { providerNameOf } from './engine-lines.ts'
import phrases from '../../../resources/prompts/phrases.json' with { type: 'json' }

export interface LineNoticeParts {
  readonly providers: () => readonly Provider[]
  /** Of the voice in use: what is said is said by it. */
  readonly language: () => string
  /** Says it once, in front of the next reply. */
  readonly announce: (text: string) => void
  /** Shows it. */
  readonly raise: (error: CodedError) => void
}

/**
 * What a person is told when another engine takes over: seen at once and heard once, in front of the
 * next reply. Each change is told once, however many of the three roles it concerns.
 *
 * Invariant: nothing is announced of an engine that the person did not put first.
 */
export const createLineNotices = (parts: LineNoticeParts) => {
  const out = new Map<EngineRole, string>()
  const spoken = (name: keyof typeof phrases.en, values: Record<string, string> = {}): string => {
    const table = /^zh\b/i.test(parts.language()) ? phrases.zh : phrases.en
    const text = table[name]
    return Object.entries(values).reduce(
      (said, [key, value]) => said.replace(`{${key}}`, value),
      typeof text === 'string' ? text : (text[0] ?? ''),
    )
  }
  const blamed = (because: CodedError): string => {
    const name = because.params?.['provider']
    return typeof name === 'string' ? name : ''
  }
  return {
    inUse: (role: EngineRole, { model, because }: EngineInUse): void => {
      if (because === null) {
        out.delete(role)
        return
      }
      const told = [...out.values()].includes(because.code)
      out.set(role, because.code)
      parts.raise(because)
      const provider = blamed(because)
      if (told || provider === '') return
      const engine = providerNameOf(model, parts.providers())
      parts.announce(
        engine === null
          ? spoken('fellBackLocal', { provider })
          : spoken('fellBack', { provider, engine }),
      )
    },
    cap: (state: CapState): void => {
      if (state === 'near') parts.announce(spoken('capNear'))
      if (state === 'reached') {
        parts.announce(spoken('capReached'))
        parts.raise({ code: 'provider.capped' })
      }
    },
  }
}
