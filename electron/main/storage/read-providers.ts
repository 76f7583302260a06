import type { z } from 'zod'
import {
  engineReferenceSchema,
  LOCAL_ONLY,
  MOST_ENGINES,
  MOST_PROVIDERS,
  providerSchema,
  type EngineOrder,
  type EngineReference,
  type EngineRole,
  type Provider,
} from '../../contracts/providers.ts'

/** What could be used of something stored, and what could not: where it is, and why. */
export interface Salvaged<T> {
  readonly value: T
  readonly invalid: readonly string[]
}

type Raw = Readonly<Record<string, unknown>>

export const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Where it is; of a list all, since nobody knows which of its elements are meant to stand together. */
const pathOf = ({ path }: z.core.$ZodIssue): readonly string[] => {
  const list = path.findIndex((key) => typeof key !== 'string')
  return (list === -1 ? path : path.slice(0, list)).map(String)
}

/** The same without what stands at this path. */
const without = (raw: Raw, [first, ...rest]: readonly string[]): Raw => {
  if (first === undefined) return raw
  const { [first]: inner, ...others } = raw
  return rest.length > 0 && isRaw(inner) ? { ...others, [first]: without(inner, rest) } : others
}

/**
 * As much of one provider as can be used; null where that is nothing. What is left out: a language list, a
 * header, a sample rate; where it cannot be without that, all that it is used for in that role.
 */
const readProvider = (stored: unknown): Salvaged<Provider | null> => {
  const whole = providerSchema.safeParse(stored)
  if (whole.success) return { value: whole.data, invalid: [] }
  const tell = ({ path, message }: z.core.$ZodIssue) => `${path.map(String).join('.')}: ${message}`
  const invalid = whole.error.issues.map(tell)
  if (!isRaw(stored)) return { value: null, invalid }
  const strip = (raw: Raw, issues: readonly z.core.$ZodIssue[], depth: number) =>
    issues.map((issue) => pathOf(issue).slice(0, depth)).reduce(without, raw)
  const stripped = strip(stored, whole.error.issues, Number.POSITIVE_INFINITY)
  const rest = providerSchema.safeParse(stripped)
  if (rest.success) return { value: rest.data, invalid }
  const bare = providerSchema.safeParse(strip(stripped, rest.error.issues, 1))
  return { value: bare.success ? bare.data : null, invalid }
}

const nameOf = (stored: unknown, index: number): string =>
  isRaw(stored) && typeof stored['id'] === 'string' ? stored['id'] : String(index)

/** Provider by provider: an odd one costs itself alone, and an odd field of it, where it can, that field. */
export const readProviders = (stored: unknown): Salvaged<readonly Provider[]> => {
  if (!Array.isArray(stored)) return { value: [], invalid: ['providers: not a list'] }
  const value: Provider[] = []
  const invalid: string[] = []
  for (const [index, each] of stored.entries()) {
    const tell = (why: string) => invalid.push(`providers.${nameOf(each, index)}: ${why}`)
    const provider = readProvider(each)
    for (const why of provider.invalid) tell(why)
    if (provider.value === null) continue
    const { id } = provider.value
    if (value.some((other) => other.id === id)) tell('another one has the same id')
    else if (value.length === MOST_PROVIDERS) tell(`more than ${MOST_PROVIDERS}`)
    else value.push(provider.value)
  }
  return { value, invalid }
}

const readLine = (role: EngineRole, stored: unknown): Salvaged<EngineReference[]> => {
  const usual = [...LOCAL_ONLY[role]]
  const tell = (why: string) => `engineOrder.${role}: ${why}`
  if (stored === undefined) return { value: usual, invalid: [] }
  if (!Array.isArray(stored)) return { value: usual, invalid: [tell('not a list')] }
  const invalid: string[] = []
  const value = stored.flatMap((each) => {
    const parsed = engineReferenceSchema.safeParse(each)
    if (parsed.success) return [parsed.data]
    invalid.push(tell(`no engine ${JSON.stringify(each)}`))
    return []
  })
  if (value.length > MOST_ENGINES) invalid.push(tell(`more than ${MOST_ENGINES}`))
  if (stored.length === 0) invalid.push(tell('nothing in it'))
  return { value: value.length === 0 ? usual : value.slice(0, MOST_ENGINES), invalid }
}

/** Role by role and engine by engine; a role that is not named has this computer alone. */
export const readEngineOrder = (stored: unknown): Salvaged<EngineOrder> => {
  if (!isRaw(stored)) return { value: LOCAL_ONLY, invalid: ['engineOrder: not an object'] }
  const stt = readLine('stt', stored['stt'])
  const llm = readLine('llm', stored['llm'])
  const tts = readLine('tts', stored['tts'])
  return {
    value: { stt: stt.value, llm: llm.value, tts: tts.value },
    invalid: [stt, llm, tts].flatMap(({ invalid }) => invalid),
  }
}
