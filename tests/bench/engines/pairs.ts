import { figure, type Figure } from '../figure.ts'

/** The same thing done without Warbler and through it; each resolves to how long it took, ms. */
export interface Pair {
  readonly name: string
  /** What Warbler is compared with, as it stands in the table. */
  readonly against: string
  readonly plain: (round: number) => Promise<number>
  readonly warbler: (round: number) => Promise<number>
}

/** Connections are open and caches warm behind these; they are not counted. */
const WARM_UP_ROUNDS = 3

/**
 * Both by turns, each first in every other round: what the machine does meanwhile, and what the one
 * leaves warm for the other, meets both alike. What Warbler adds is told by the differences of rounds.
 */
export const measurePair = async (
  { name, against, plain, warbler }: Pair,
  rounds: number,
): Promise<readonly (Figure | null)[]> => {
  const measured: { readonly plainMs: number; readonly warblerMs: number }[] = []
  for (let round = 0; round < WARM_UP_ROUNDS + rounds; round += 1) {
    const warblerFirst = round % 2 === 1
    const before = warblerFirst ? await warbler(round) : null
    const plainMs = await plain(round)
    const warblerMs = before ?? (await warbler(round))
    if (round >= WARM_UP_ROUNDS) measured.push({ plainMs, warblerMs })
  }
  process.stderr.write('.')
  const of = (what: string, value: (one: (typeof measured)[number]) => number) =>
    figure(`${name}: ${what}`, 'ms', measured.map(value))
  return [
    of(against, ({ plainMs }) => plainMs),
    of('through Warbler', ({ warblerMs }) => warblerMs),
    of('added', ({ plainMs, warblerMs }) => warblerMs - plainMs),
  ]
}
