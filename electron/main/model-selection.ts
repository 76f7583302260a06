import { fail, succeed, type CodedError, type Result } from '../contracts/errors.ts'
import type { EngineSpeeds } from '../contracts/engine-speed.ts'
import type { ModelChoice, ModelEntry, ModelKind, ModelsSnapshot } from '../contracts/models.ts'
import type { EngineRole } from '../contracts/providers.ts'
import type { Settings, SettingsPatch } from '../contracts/settings.ts'
import type { EngineModel } from '../contracts/workers.ts'
import { ensureChoice, ensureTurnDetector } from '../engines/models/ensure-choice.ts'
import { measureMachine } from '../engines/models/machine.ts'
import { ModelStore, type ModelStoreOptions } from '../engines/models/model-store.ts'
import { resolveChoice, type WantedModels } from '../engines/models/resolve-choice.ts'
import { threadsFor } from './processor-budget.ts'

type Voices = Settings['voices']

/**
 * `streaming` tells words while they are spoken; what counts comes from `stt`. `speaker` knows voices; it
 * is there once somebody has enrolled.
 */
export type EngineModels = Readonly<
  Record<'stt' | 'llm' | 'tts' | 'turn' | 'streaming' | 'speaker', EngineModel | null>
> & {
  /** All recognisers that are here, the chosen one first: a wake phrase may need another. */
  readonly recognizers: readonly EngineModel[]
}

export const NO_MODELS: EngineModels = {
  stt: null,
  llm: null,
  tts: null,
  turn: null,
  streaming: null,
  speaker: null,
  recognizers: [],
}

interface ModelSelectionOptions {
  readonly store: ModelStoreOptions
  /** That of `store`, where somebody looks at the disk already. */
  readonly looking?: Promise<ModelStore>
  readonly wanted: () => WantedModels
  /** What this machine is wanted for; of the rest nothing is required. */
  readonly roles: () => readonly EngineRole[]
  /** How fast the models that were used are here. */
  readonly speeds?: () => EngineSpeeds
  /** Who is to speak, by the model's id. */
  readonly voices: () => Voices
  readonly onSnapshot: (snapshot: ModelsSnapshot) => void
  /** The models that can be loaded have changed; those of kinds that are missing are null. */
  readonly onEngineModels: (models: EngineModels) => void
  readonly onFailure: (error: CodedError) => void
}

/** Looks at the disk. Whoever awaits it is told how that failed; until then nobody is. */
export const lookForModels = (options: ModelStoreOptions): Promise<ModelStore> => {
  const looking = ModelStore.open(options)
  looking.catch(() => undefined)
  return looking
}

/**
 * Which models are used, from the look at the disk to the download that a person asked for.
 *
 * Invariants:
 * 1. Nothing is downloaded before `download` was called: the person sees first what, how large and
 *    from where. One exception: where everything that is required is here, the turn detector comes
 *    by itself. Whoever has the rest has said yes to 500 MB of models for this very purpose; to set
 *    the app up again for 9 MB more would be worse than to fetch them. Settings show it coming.
 *    Where nothing is required nobody has said yes.
 * 2. `onEngineModels` is called once per change, never twice with the same models.
 */
export class ModelSelection {
  readonly #options: ModelSelectionOptions
  readonly #store: ModelStore
  readonly #unsubscribe: () => void
  #loaded = ''

  private constructor(options: ModelSelectionOptions, store: ModelStore) {
    this.#options = options
    this.#store = store
    this.#unsubscribe = store.subscribe((snapshot) => {
      options.onSnapshot(snapshot)
      this.#announce(snapshot.choice)
    })
  }

  /** Looks at the disk, decides, and announces what can be loaded at once. */
  static async open(options: ModelSelectionOptions): Promise<ModelSelection> {
    const looking = options.looking ?? lookForModels(options.store)
    const selection = new ModelSelection(options, await looking)
    await selection.choose()
    return selection
  }

  /** A model as it is loaded to speak with this voice; null: it is not here. */
  speaking(id: string, voice: string | null): EngineModel | null {
    const entry = this.#store.entry(id)
    const files = this.#store.isReady(id) ? this.#store.paths(id) : undefined
    if (entry?.kind !== 'tts' || files === undefined) return null
    const { engine } = entry
    return { id, engine, files, threads: threadsFor('tts'), ...spokenBy(entry, voice ?? undefined) }
  }

  get snapshot(): ModelsSnapshot {
    return this.#store.snapshot()
  }

  /** Decides anew, after the person's wish changed. */
  async choose(): Promise<void> {
    const { catalogue, ports, patience } = this.#options.store
    this.#store.select(
      await resolveChoice(
        catalogue,
        this.#options.wanted(),
        (id) => this.#store.isReady(id),
        () => measureMachine(catalogue, ports, patience),
        { speeds: this.#options.speeds?.() ?? {}, roles: this.#options.roles() },
      ),
    )
    const { complete, models } = this.#store.snapshot()
    if (complete && models.some(({ required }) => required)) void ensureTurnDetector(this.#store)
  }

  /** Fetches what is missing of the choice; failures are told, each model shows its own. */
  async download(): Promise<void> {
    const { choice } = this.#store.snapshot()
    if (choice === null) return
    const ensured = ensureChoice(this.#store, choice)
    void ensureTurnDetector(this.#store)
    const outcome = await ensured
    const first = outcome.kind === 'failed' ? outcome.errors[0] : undefined
    if (first !== undefined) this.#options.onFailure(first.error)
  }

  /**
   * Fetches one model and what it requires. The answer says that it is on its way, or with
   * `usage.invalid` that there is no such model; `onReady` is called once it can be loaded, and a
   * failure of it is told.
   */
  downloadOne(id: string, onReady: (kind: ModelKind) => Result<unknown>): Result<null> {
    const entry = this.#store.entry(id)
    if (entry === undefined) return fail('usage.invalid', `no model ${id}`)
    const fetch = async (): Promise<void> => {
      const outcome = await this.#store.ensure([id])
      // Each model that failed says why itself, beside the button that tries again.
      const done = outcome.kind === 'ready' ? onReady(entry.kind) : succeed(null)
      if (!done.ok) this.#options.onFailure(done.error)
    }
    void fetch()
    return succeed(null)
  }

  /** As the store's `remove`. */
  async remove(id: string): Promise<Result<null>> {
    if (this.#store.entry(id) === undefined) return fail('usage.invalid', `no model ${id}`)
    return this.#store.remove(id)
  }

  pause(): Promise<void> {
    return this.#store.pause()
  }

  resume(): void {
    this.#store.resume()
  }

  cancel(): Promise<void> {
    return this.#store.cancel()
  }

  async dispose(): Promise<void> {
    this.#unsubscribe()
    await this.#store.dispose()
  }

  #announce(choice: ModelChoice | null): void {
    if (choice === null) return
    const models = engineModelsOf(this.#store, this.#options.voices())
    const loaded = JSON.stringify(models)
    if (loaded === this.#loaded) return
    this.#loaded = loaded
    this.#options.onEngineModels(models)
  }
}

/** Whether a change of settings may lead to another choice of models. */
export const changesModels = ({ models, voices, engineOrder, providers }: SettingsPatch): boolean =>
  [models, voices, engineOrder, providers].some((one) => one !== undefined)

/** The models as they are to be loaded: with what to measure those by of whose speed nobody is sure. */
export const toMeasure = (
  models: EngineModels,
  isSettled: (id: string) => boolean,
  sentencePath: string,
): EngineModels => {
  const one = (model: EngineModel | null): EngineModel | null =>
    model === null || isSettled(model.id) ? model : { ...model, measureWith: sentencePath }
  return { ...models, stt: one(models.stt), llm: one(models.llm), tts: one(models.tts) }
}

/** A voice that the model does not have (any more) is nobody's wish. */
const spokenBy = (
  { engineOptions, languages }: ModelEntry,
  wanted: string | undefined,
): Pick<EngineModel, 'options' | 'languages'> => {
  const { voices = [], voice: usual } = engineOptions
  const voice = voices.find(({ id }) => id === wanted) ?? voices.find(({ id }) => id === usual)
  return voice === undefined
    ? { options: engineOptions, languages }
    : { options: { ...engineOptions, voice: voice.id }, languages: [voice.language] }
}

/** The chosen models of a store as engines load them; those that are not there yet are null. */
export const engineModelsOf = (
  store: Pick<ModelStore, 'snapshot' | 'entry' | 'paths'>,
  voices: Voices = {},
): EngineModels => {
  const { choice, models } = store.snapshot()
  const load = (chosen: string | null, kind: 'stt' | 'llm' | 'tts' | 'turn' | 'speaker') => {
    const entry = chosen === null ? undefined : store.entry(chosen)
    const files = entry === undefined ? undefined : store.paths(entry.id)
    if (entry === undefined || files === undefined) return null
    const { id, engine } = entry
    return { id, engine, files, threads: threadsFor(kind), ...spokenBy(entry, voices[entry.id]) }
  }
  const model = (kind: 'stt' | 'llm' | 'tts' | 'turn') => load(choice?.[kind] ?? null, kind)
  const tts = model('tts')
  const spoken = tts?.languages?.[0]?.slice(0, 2)
  // One that was fetched is there to be used: it tells words sooner, in the language that is spoken.
  const streaming = models.find(({ id, state }) => {
    const entry = store.entry(id)
    const isOther = entry?.streaming === true && id !== choice?.stt && state === 'ready'
    return isOther && entry.languages.some((tag) => tag.slice(0, 2) === spoken)
  })
  const speaker = models.find(({ kind, state }) => kind === 'speaker' && state === 'ready')
  const stt = model('stt')
  const others = models
    .filter(({ id, state }) => state === 'ready' && store.entry(id)?.kind === 'stt')
    .flatMap(({ id }) => (id === stt?.id ? [] : [load(id, 'stt')]))
  return {
    stt,
    llm: model('llm'),
    tts,
    turn: model('turn'),
    streaming: load(streaming?.id ?? null, 'stt'),
    speaker: load(speaker?.id ?? null, 'speaker'),
    recognizers: [stt, ...others].filter((one) => one !== null),
  }
}
