/** A recogniser on this machine, as far as it matters here. */
interface Hearer {
  readonly id: string
  readonly engine: string
  /** BCP 47 tags, `mul` for many; absent where nobody knows. */
  readonly languages?: readonly string[]
}

interface HearingGroup<R extends Hearer> {
  readonly recognizer: R
  readonly phrases: readonly string[]
}

/** Those that can be asked how likely a phrase is come first; the others are read by their words. */
const ORDER = ['sherpa-moonshine', 'sherpa-whisper']

const rank = ({ engine }: Hearer): number => {
  const at = ORDER.indexOf(engine)
  return at < 0 ? ORDER.length : at
}

const understands = ({ languages }: Hearer, phrase: string): boolean => {
  if (languages === undefined || languages.includes('mul')) return true
  const isChinese = (tag: string) => /^(?:zh|yue|cmn)\b/i.test(tag)
  return /\p{Script=Han}/u.test(phrase) ? languages.some(isChinese) : !languages.every(isChinese)
}

/**
 * Which recogniser waits for which phrase: the best that knows its script. Pure.
 * @returns no group for phrases that none of them knows
 */
export const hearBy = <R extends Hearer>(
  phrases: readonly string[],
  recognizers: readonly R[],
): readonly HearingGroup<R>[] => {
  const sorted = recognizers.toSorted((one, other) => rank(one) - rank(other))
  const groups = new Map<R, string[]>()
  for (const phrase of phrases) {
    const recognizer = sorted.find((one) => understands(one, phrase))
    if (recognizer === undefined) continue
    groups.set(recognizer, [...(groups.get(recognizer) ?? []), phrase])
  }
  return [...groups].map(([recognizer, own]) => ({ recognizer, phrases: own }))
}
