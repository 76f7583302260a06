import type {
  Catalogue,
  ModelChoice,
  ModelChoiceReason,
  ModelEntry,
} from '../../contracts/models.ts'
import { ENGINE_ROLES } from '../../contracts/providers.ts'
import type { Machine } from './machine.ts'

/**
 * Decoding reads every weight once a token. On the machine these were measured on (copying at
 * 22.7 GB/s, 2 cores) a 0.49 GB model gave 30 tokens/s with 2 threads: 0.65 of the copying speed,
 * 7.4 GB/s a core. Whichever of the two is less limits.
 */
const DECODING_SHARE_OF_COPYING = 0.65
const DECODING_GB_PER_SECOND_AND_CORE = 7.4

/** Speech takes about 4 tokens/s; thinking ahead of it, tools and a busy machine take the rest. */
const COMFORTABLE_TOKENS_PER_SECOND = 25
/**
 * Hardly faster than it is spoken. Low, because a machine that is busy while it is measured seems
 * half as fast as it is, and the last resort is a poor talker.
 */
const BEARABLE_TOKENS_PER_SECOND = 6

const sizeGb = ({ files }: ModelEntry): number =>
  files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) / 1e9

/** An estimate, for choosing before anything is downloaded. */
const estimateTokensPerSecond = (machine: Machine, entry: ModelEntry): number => {
  const gbPerSecond = Math.min(
    machine.memoryBandwidthGbPerSecond * DECODING_SHARE_OF_COPYING,
    machine.cores * DECODING_GB_PER_SECOND_AND_CORE,
  )
  return Math.round(gbPerSecond / sizeGb(entry))
}

const fitsMemory = ({ memoryMb }: Machine, { requirements }: ModelEntry): boolean =>
  memoryMb >= requirements.minimumMemoryMb

const inRegistries = ({ files }: ModelEntry): boolean =>
  files.every(({ sources }) => sources.some(({ type }) => type === 'registry'))

const canBeHad = ({ reachesOfficial }: Machine, entry: ModelEntry): boolean =>
  reachesOfficial || inRegistries(entry)

const fits = (machine: Machine, entry: ModelEntry): boolean =>
  fitsMemory(machine, entry) && machine.cores >= entry.requirements.minimumCores

/** The first of its kind that this machine can have and hold; the catalogue's order is preference. */
const firstOf = (catalogue: Catalogue, kind: 'stt' | 'tts', machine: Machine): string => {
  const all = catalogue.models.filter((entry) => entry.kind === kind && entry.automatic)
  const chosen = all.find((entry) => fits(machine, entry) && canBeHad(machine, entry)) ?? all[0]
  if (chosen === undefined) throw new Error(`the catalogue has no ${kind} model`)
  return chosen.id
}

/** There is nothing to choose: it is small enough for every machine. */
export const turnDetectorOf = ({ models }: Catalogue): string | null =>
  models.find(({ kind }) => kind === 'turn')?.id ?? null

/** The one that knows voices: fetched only when somebody begins to enrol. */
export const speakerModelOf = ({ models }: Catalogue): string | null =>
  models.find(({ kind }) => kind === 'speaker')?.id ?? null

/** Why it is not a larger one: what would have to be different, the network first. */
const reasonAgainstLarger = (
  machine: Machine,
  chosen: ModelEntry,
  larger: readonly ModelEntry[],
): ModelChoiceReason => {
  const estimatedTokensPerSecond = estimateTokensPerSecond(machine, chosen)
  const [next] = larger
  if (next !== undefined && !fitsMemory(machine, next)) {
    const neededMemoryMb = next.requirements.minimumMemoryMb
    return { code: 'machine-memory', memoryMb: machine.memoryMb, neededMemoryMb }
  }
  const fastEnough = larger.some(
    (entry) =>
      fits(machine, entry) &&
      estimateTokensPerSecond(machine, entry) >= COMFORTABLE_TOKENS_PER_SECOND,
  )
  const code = fastEnough ? 'hub-unreachable' : 'machine-speed'
  return { code, estimatedTokensPerSecond }
}

/**
 * The set for this machine in all roles, and why. Language models in order of size: the smallest is the last
 * resort, the next one that every machine can have the default, larger ones are taken where they hold
 * the pace.
 * @throws where the catalogue lacks a kind.
 */
export const chooseDefaultSet = (catalogue: Catalogue, machine: Machine): ModelChoice => {
  const bySize = catalogue.models
    .filter(({ kind, automatic }) => kind === 'llm' && automatic)
    .toSorted((one, other) => sizeGb(one) - sizeGb(other))
  const [lastResort, ...others] = bySize
  if (lastResort === undefined) throw new Error('the catalogue has no llm model')
  const usual = others.find(inRegistries) ?? others[0] ?? lastResort
  const larger = others.slice(others.indexOf(usual) + 1)
  const stt = firstOf(catalogue, 'stt', machine)
  const tts = firstOf(catalogue, 'tts', machine)
  const turn = turnDetectorOf(catalogue)
  const { memoryMb } = machine
  const set = { stt, tts, turn, roles: ENGINE_ROLES }

  const best = larger.findLast(
    (entry) =>
      fits(machine, entry) &&
      canBeHad(machine, entry) &&
      estimateTokensPerSecond(machine, entry) >= COMFORTABLE_TOKENS_PER_SECOND,
  )
  if (best !== undefined) {
    const estimatedTokensPerSecond = estimateTokensPerSecond(machine, best)
    const reason = { code: 'larger-model', estimatedTokensPerSecond, memoryMb } as const
    return { ...set, llm: best.id, llmFallback: usual.id, reason }
  }
  const bearable = estimateTokensPerSecond(machine, usual) >= BEARABLE_TOKENS_PER_SECOND
  if (usual !== lastResort && fits(machine, usual) && canBeHad(machine, usual) && bearable) {
    const reason = reasonAgainstLarger(machine, usual, larger)
    return { ...set, llm: usual.id, llmFallback: lastResort.id, reason }
  }
  const estimatedTokensPerSecond = estimateTokensPerSecond(machine, lastResort)
  const reason = { code: 'last-resort', estimatedTokensPerSecond, memoryMb } as const
  return { ...set, llm: lastResort.id, llmFallback: null, reason }
}
