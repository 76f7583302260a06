import { homedir } from 'node:os'
import { CodedFailure, fail, succeed, toCodedError, type Result } from '../../contracts/errors.ts'
import { ENGINE_ROLES, type EngineRole } from '../../contracts/providers.ts'
import { modelsFolder } from './cache-location.ts'
import { loadCatalogue } from './catalogue.ts'
import { ensureChoice, ensureTurnDetector } from './ensure-choice.ts'
import { measureMachine } from './machine.ts'
import { ModelStore, type ModelStoreOptions } from './model-store.ts'
import { defaultPatience, nodePorts } from './ports.ts'
import { progressLines } from './progress-lines.ts'
import { nothingWanted, resolveChoice, type WantedModels } from './resolve-choice.ts'

/** The store as the app and the command line open it: own catalogue, shared cache, real world. */
export const defaultStoreOptions = (
  environment: NodeJS.ProcessEnv = process.env,
): ModelStoreOptions => ({
  catalogue: loadCatalogue(environment),
  root: modelsFolder(environment, process.platform, homedir()),
  ports: nodePorts(environment),
  patience: defaultPatience,
})

interface DefaultModelsRequest {
  readonly store?: ModelStoreOptions
  readonly wanted?: WantedModels
  /** What this machine is wanted for; of the rest nothing is fetched. */
  readonly roles?: readonly EngineRole[]
  /** Whether another language model may take the place of the one that cannot be had. */
  readonly fallBack?: boolean
  /** Also what the app goes without where it has to; failing to fetch it fails nothing. */
  readonly turnDetector?: boolean
}

/**
 * Fetches the wanted set, or the one for this machine, where it is not there yet, for these roles. Tells `writeLine`
 * what comes, how large and how fast: plain lines, for a log as well as for a terminal. The caller
 * disposes the store, whose snapshot has the choice that was made.
 */
export const ensureDefaultModels = async (
  writeLine: (line: string) => void,
  {
    store: options = defaultStoreOptions(),
    wanted = nothingWanted,
    roles = ENGINE_ROLES,
    fallBack = true,
    turnDetector = false,
  }: DefaultModelsRequest = {},
): Promise<Result<ModelStore>> => {
  let store: ModelStore | undefined
  try {
    const opened = await ModelStore.open(options)
    store = opened
    const { catalogue, ports, patience } = options
    const choice = await resolveChoice(
      catalogue,
      wanted,
      (id) => opened.isReady(id),
      () => measureMachine(catalogue, ports, patience),
      { roles },
    )
    const lines = progressLines(ports.now)
    const stopListening = store.subscribe((snapshot) => {
      for (const line of lines(snapshot)) writeLine(line)
    })
    const outcome = await ensureChoice(store, fallBack ? choice : { ...choice, llmFallback: null })
    if (turnDetector && outcome.kind === 'ready') await ensureTurnDetector(store)
    stopListening()
    if (outcome.kind === 'ready') return succeed(store)
    await store.dispose()
    const error = outcome.kind === 'failed' ? outcome.errors[0]?.error : undefined
    return fail(error?.code ?? 'internal.unexpected', error?.detail ?? 'cancelled', error?.params)
  } catch (thrown) {
    await store?.dispose()
    if (!(thrown instanceof CodedFailure)) throw thrown
    return { ok: false, error: toCodedError(thrown) }
  }
}
