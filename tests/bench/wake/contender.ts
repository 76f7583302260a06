import type { NegativeKind } from './streams.ts'

/** What one detector made of its corpus, and what follows from it at every threshold. Pure. */

export interface HeardPhrase {
  /** The condition's group. */
  readonly group: string
  /** The condition itself. */
  readonly condition: string
  /** By a voice that one would take for a person's. */
  readonly natural: boolean
  /** The best score (log odds) from the phrase on. */
  readonly score: number
}

export interface HeardOther {
  readonly kind: NegativeKind
  readonly hours: number
  /** Of near-sounding ones: how many phrases are in it. */
  readonly phrases: number
  /** The score (log odds) of everything that would have woken it once. */
  readonly wakes: (threshold: number) => number
}

export interface Contender {
  readonly name: string
  /** Log odds; the first is its default. */
  readonly thresholds: readonly { readonly name: string; readonly threshold: number }[]
  readonly phrases: readonly HeardPhrase[]
  readonly others: readonly HeardOther[]
}

/** Kinds in which people speak, none of them the phrase or nearly so: false wakes are per hour of these. */
export const SPEECH_KINDS: readonly NegativeKind[] = ['recorded', 'read aloud', 'talk', 'babble']

export const groupsOf = ({ phrases }: Contender): readonly string[] => [
  ...new Set(phrases.map(({ group }) => group)),
]

const isNatural = ({ natural }: HeardPhrase) => natural

/** Share of phrases found, 0 to 1; null where there are none. */
export const foundShare = (
  { phrases }: Contender,
  threshold: number,
  of: (phrase: HeardPhrase) => boolean = isNatural,
): number | null => {
  const those = phrases.filter(of)
  if (those.length === 0) return null
  return those.filter(({ score }) => score >= threshold).length / those.length
}

export const inGroup =
  (group: string) =>
  (phrase: HeardPhrase): boolean =>
    phrase.group === group && phrase.natural

export const hoursOf = ({ others }: Contender, kinds: readonly NegativeKind[]): number =>
  others.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { hours }) => sum + hours, 0)

export const falseWakes = (
  { others }: Contender,
  threshold: number,
  kinds: readonly NegativeKind[],
): number =>
  others
    .filter(({ kind }) => kinds.includes(kind))
    .reduce((sum, { wakes }) => sum + wakes(threshold), 0)

/** Null where nothing was heard of it. */
export const falseWakesPerHour = (
  contender: Contender,
  threshold: number,
  kinds: readonly NegativeKind[] = SPEECH_KINDS,
): number | null => {
  const hours = hoursOf(contender, kinds)
  return hours === 0 ? null : falseWakes(contender, threshold, kinds) / hours
}

const HIGHEST = 10
const LOWEST = -10
const STEP = 0.1

/** From where nothing is found to where everything is. */
export const THRESHOLDS: readonly number[] = Array.from(
  { length: Math.round((HIGHEST - LOWEST) / STEP) + 1 },
  (_, n) => Math.round((HIGHEST - n * STEP) * 10) / 10,
)

/** The whole curve of each, as comma-separated values. */
export const curveTable = (contenders: readonly Contender[]): string => {
  const [first] = contenders
  if (first === undefined) return ''
  const groups = groupsOf(first)
  const head = ['detector', 'threshold (log odds)', 'false wakes per hour of speech']
  const text = (value: number | null) =>
    value === null ? '' : String(Math.round(value * 1e4) / 1e4)
  const rows = contenders.flatMap((contender) =>
    THRESHOLDS.map((threshold) =>
      [
        contender.name,
        String(threshold),
        text(falseWakesPerHour(contender, threshold)),
        ...groups.map((group) => text(foundShare(contender, threshold, inGroup(group)))),
      ].join(','),
    ),
  )
  return [[...head, ...groups.map((group) => `found: ${group}`)].join(','), ...rows, ''].join('\n')
}
