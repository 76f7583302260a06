import type { ModelChoice } from '../../contracts/models.ts'
import type { EngineRole } from '../../contracts/providers.ts'
import type { EnsureOutcome, ModelFault, ModelStore } from './model-store.ts'

/** Only failures of the sources are a reason to take another model; a full disk is not. */
const FETCH_FAULTS = ['model.sources-exhausted', 'model.damaged', 'model.download-stalled']

/** The language model last: it alone can be replaced, and its failure says the least. */
const FETCHED = ['stt', 'tts', 'llm'] as const satisfies readonly EngineRole[]

/**
 * Fetches the turn detector where it is not here yet, behind what is fetched already. Whether that
 * went well is nobody's concern but its own row's: without it the app goes on by silence and words.
 */
export const ensureTurnDetector = async (store: ModelStore): Promise<void> => {
  const turn = store.snapshot().choice?.turn ?? null
  if (turn !== null) await store.ensure([turn])
}

/**
 * Selects and fetches a chosen set (without the turn detector, which nothing waits for); takes the fallback where the language model cannot be had. The
 * outcome is the set's; which language model it became stands in the snapshot's `choice`.
 */
export const ensureChoice = async (
  store: ModelStore,
  choice: ModelChoice,
): Promise<EnsureOutcome> => {
  store.select(choice)
  const { roles, llm, llmFallback } = choice
  const needed = FETCHED.filter((role) => roles.includes(role))
  const outcome = await store.ensure(needed.map((role) => choice[role]))
  if (outcome.kind !== 'failed' || llmFallback === null) return outcome
  const replaceable = ({ id, error }: ModelFault): boolean =>
    id === llm && FETCH_FAULTS.includes(error.code)
  if (!outcome.errors.every(replaceable)) return outcome
  const reason = { code: 'model-unavailable', wanted: llm } as const
  return ensureChoice(store, { ...choice, llm: llmFallback, llmFallback: null, reason })
}
