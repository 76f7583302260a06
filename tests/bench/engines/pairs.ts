import { setTimeout as wait } from 'node:timers/promises'
import { figure, present, type Section } from '../figure.ts'

/** The same thing done without Warbler and through it; each resolves to how long it took, ms. */
interface Pair {
  readonly name: string
  /** What Warbler is compared with, as it stands in the table. */
  readonly against: string
  readonly plain: (round: number) => Promise<number>
  readonly warbler: (round: number) => Promise<number>
}

export type Measured = Pick<Section, 'figures' | 'notes'>

export const joined = (parts: readonly Measured[]): Measured => ({
  figures: parts.flatMap(({ figures }) => figures),
  notes: parts.flatMap(({ notes }) => notes),
})

/** Connections are open and caches warm behind these; they are not counted. */
const WARM_UP_ROUNDS = 3

/**
 * Threads of an engine spin for a while behind their work: of two that spoke with Piper right behind each
 * other, the second one took 25 ms longer.
 */
const REST_MS = 150

/** Half the width of 95 % of a binomial distribution, in roots of its number. */
const SIGN_TEST_WIDTH = 0.98

/**
 * Where the true median lies with a probability of 95 %, by the ranks of the values (sign test): how
 * far a median of so few differences can be trusted. Null where they are too few to tell.
 */
export const medianInterval = (
  values: readonly number[],
): { readonly from: number; readonly to: number } | null => {
  const sorted = values.toSorted((a, b) => a - b)
  const rank = Math.round(values.length / 2 - SIGN_TEST_WIDTH * Math.sqrt(values.length))
  const [from, to] = [sorted[rank - 1], sorted[values.length - rank]]
  return from === undefined || to === undefined ? null : { from, to }
}

const noteOf = (name: string, added: readonly number[]): readonly string[] => {
  const interval = medianInterval(added)
  if (interval === null) return []
  const { from, to } = interval
  return [
    `${name}: the median that is added lies between ${from.toFixed(1)} and ${to.toFixed(1)} ms (95 %)`,
  ]
}

/**
 * Both by turns, each first in every other round: what the machine does meanwhile, and what the one
 * leaves warm for the other, meets both alike. What Warbler adds is told by the differences of rounds.
 */
export const measurePair = async (
  { name, against, plain, warbler }: Pair,
  rounds: number,
  restMs = REST_MS,
): Promise<Measured> => {
  const plainMs: number[] = []
  const warblerMs: number[] = []
  const rested = async (take: Pair['plain'], round: number) => {
    await wait(restMs)
    return take(round)
  }
  for (let round = 0; round < WARM_UP_ROUNDS + rounds; round += 1) {
    const before = round % 2 === 1 ? await rested(warbler, round) : null
    const without = await rested(plain, round)
    const through = before ?? (await rested(warbler, round))
    if (round < WARM_UP_ROUNDS) continue
    plainMs.push(without)
    warblerMs.push(through)
  }
  process.stderr.write('.')
  const addedMs = warblerMs.map((tookMs, index) => tookMs - (plainMs[index] ?? 0))
  return {
    figures: present([
      figure(`${name}: ${against}`, 'ms', plainMs),
      figure(`${name}: through Warbler`, 'ms', warblerMs),
      figure(`${name}: added`, 'ms', addedMs),
    ]),
    notes: noteOf(name, addedMs),
  }
}
