import type { Catalogue, ModelChoice, ModelEntry, ModelKind } from '../../contracts/models.ts'
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

/**
 * Decides which models the app uses. A wish comes first, then what is installed (the largest
 * language model, the first of the others), so that an ordinary start neither measures nor downloads;
 * only then the default for this machine. The last resort never counts as installed: the better one
 * is tried for again at every start.
 */
export const resolveChoice = async (
  catalogue: Catalogue,
  wanted: WantedModels,
  isReady: (id: string) => boolean,
  measure: () => Promise<Machine>,
): Promise<ModelChoice> => {
  const ready = (kind: ModelKind): readonly ModelEntry[] =>
    ofKind(catalogue, kind).filter(({ id }) => isReady(id))
  const [lastResort] = ofKind(catalogue, 'llm').toSorted((a, b) => sizeOf(a) - sizeOf(b))
  const largestReady = ready('llm')
    .filter((entry) => entry !== lastResort)
    .toSorted((a, b) => sizeOf(b) - sizeOf(a))[0]

  const stt = wish(catalogue, 'stt', wanted.stt) ?? ready('stt')[0]?.id
  const tts = wish(catalogue, 'tts', wanted.tts) ?? ready('tts')[0]?.id
  const wishedLlm = wish(catalogue, 'llm', wanted.llm)
  const llm = wishedLlm ?? largestReady?.id
  const llmFallback = lastResort === undefined || lastResort.id === llm ? null : lastResort.id
  if (stt !== undefined && tts !== undefined && llm !== undefined) {
    const code = wishedLlm === undefined ? 'installed' : 'wanted'
    return { stt, tts, llm, llmFallback, turn: turnDetectorOf(catalogue), reason: { code } }
  }
  const chosen = chooseDefaultSet(catalogue, await measure())
  const usual = { ...chosen, stt: stt ?? chosen.stt, tts: tts ?? chosen.tts }
  return wishedLlm === undefined
    ? usual
    : { ...usual, llm: wishedLlm, llmFallback, reason: { code: 'wanted' } }
}
