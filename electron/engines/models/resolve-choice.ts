import type { Catalogue, ModelChoice, ModelEntry, ModelKind } from '../../contracts/models.ts'
import { isFastEnough, type EngineSpeed, type EngineSpeeds } from '../../contracts/engine-speed.ts'
import { ENGINE_ROLES, type EngineRole } from '../../contracts/providers.ts'
import { chooseDefaultSet, turnDetectorOf } from './choose-default-set.ts'
import type { Machine } from './machine.ts'

/** What the person picked in the settings, by kind; null leaves it to the machine. */
export interface WantedModels {
  readonly stt: string | null
  readonly tts: string | null
  readonly llm: string | null
}

export const nothingWanted: WantedModels = { stt: null, tts: null, llm: null }

const sizeOf = ({ files }: ModelEntry): number =>
  files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)

const ofKind = (catalogue: Catalogue, kind: ModelKind): readonly ModelEntry[] =>
  catalogue.models.filter((entry) => entry.kind === kind)

/** A wish counts only while the catalogue still has that model, and of that kind. */
const wish = (catalogue: Catalogue, kind: ModelKind, id: string | null): string | undefined =>
  ofKind(catalogue, kind).find((entry) => entry.id === id)?.id

const slowness = ({ realTimeFactor, tokensPerSecond }: EngineSpeed): number =>
  realTimeFactor ?? 1 / (tokensPerSecond ?? 1)

/**
 * Of one kind, in the order in which they would be taken if nothing were known of them. Where the first
 * was found to be too slow, of those that nobody knows only a smaller one may do better: a larger one never
 * takes the place of one that is known.
 */
const best = (
  kind: 'stt' | 'tts' | 'llm',
  ready: readonly ModelEntry[],
  speeds: EngineSpeeds,
): ModelEntry | undefined => {
  const [first] = ready
  if (first === undefined) return undefined
  const speaksAlike = ({ languages }: ModelEntry) =>
    kind === 'llm' || languages[0]?.slice(0, 2) === first.languages[0]?.slice(0, 2)
  const alike = ready.filter((entry) => entry === first || (entry.automatic && speaksAlike(entry)))
  const known = alike
    .filter(({ id }) => speeds[id] !== undefined && isFastEnough(kind, speeds[id]))
    .filter(({ automatic }) => automatic)
    .toSorted((a, b) => sizeOf(b) - sizeOf(a))
  if (known[0] !== undefined) return known[0]
  if (isFastEnough(kind, speeds[first.id])) return first
  const smaller = alike.find(
    (entry) => speeds[entry.id] === undefined && sizeOf(entry) < sizeOf(first),
  )
  const [fastest] = alike
    .flatMap((entry) => {
      const speed = speeds[entry.id]
      return speed === undefined ? [] : [{ entry, speed }]
    })
    .toSorted((a, b) => slowness(a.speed) - slowness(b.speed))
  return smaller ?? fastest?.entry
}

interface ChoiceHints {
  /** Of the models that were used on this machine. */
  readonly speeds?: EngineSpeeds
  /** What this machine is wanted for. */
  readonly roles?: readonly EngineRole[]
}

/**
 * Decides which models the app uses. A wish comes first, then what is installed, so that an ordinary
 * start neither measures nor downloads; only then the default for this machine. Of what is installed
 * the best is taken that holds the pace of a conversation: the largest that was found to be fast enough
 * here, else the one that would be taken of models that nobody knows (the largest language model, the
 * first of the others); where that one was found to be too slow, a smaller one that nobody knows, else the
 * fastest. The last resort
 * never counts as installed: the better one is tried for again at every start. In roles that this
 * machine is not wanted for, what is installed is named as well: it is there if all else fails.
 */
export const resolveChoice = async (
  catalogue: Catalogue,
  wanted: WantedModels,
  isReady: (id: string) => boolean,
  measure: () => Promise<Machine>,
  { speeds = {}, roles = ENGINE_ROLES }: ChoiceHints = {},
): Promise<ModelChoice> => {
  const ready = (kind: ModelKind): readonly ModelEntry[] =>
    ofKind(catalogue, kind).filter(({ id }) => isReady(id))
  const [lastResort] = ofKind(catalogue, 'llm').toSorted((a, b) => sizeOf(a) - sizeOf(b))
  const largestReady = best(
    'llm',
    ready('llm')
      .filter((entry) => entry !== lastResort)
      .toSorted((a, b) => sizeOf(b) - sizeOf(a)),
    speeds,
  )

  const stt = wish(catalogue, 'stt', wanted.stt) ?? best('stt', ready('stt'), speeds)?.id
  const tts = wish(catalogue, 'tts', wanted.tts) ?? best('tts', ready('tts'), speeds)?.id
  const wishedLlm = wish(catalogue, 'llm', wanted.llm)
  const llm = wishedLlm ?? largestReady?.id
  const llmFallback = lastResort === undefined || lastResort.id === llm ? null : lastResort.id
  const known = { stt, tts, llm }
  if (roles.every((role) => known[role] !== undefined)) {
    const code = wishedLlm === undefined ? 'installed' : 'wanted'
    const any = (kind: ModelKind) => ofKind(catalogue, kind)[0]?.id ?? ''
    return {
      stt: stt ?? any('stt'),
      tts: tts ?? any('tts'),
      llm: llm ?? any('llm'),
      roles,
      llmFallback,
      turn: turnDetectorOf(catalogue),
      reason: { code },
    }
  }
  const chosen = chooseDefaultSet(catalogue, await measure())
  const usual = { ...chosen, stt: stt ?? chosen.stt, tts: tts ?? chosen.tts, roles }
  return wishedLlm === undefined
    ? usual
    : { ...usual, llm: wishedLlm, llmFallback, reason: { code: 'wanted' } }
}
