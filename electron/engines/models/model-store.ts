import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  CodedFailure,
  fail,
  succeed,
  toCodedError,
  type CodedError,
  type Result,
} from '../../contracts/errors.ts'
import type { Catalogue, ModelChoice, ModelEntry, ModelsSnapshot } from '../../contracts/models.ts'
import { withRequirements } from './catalogue.ts'
import { createHostMemory } from './host-memory.ts'
import { diskFailure, exists, folderFailure } from './disk.ts'
import { incomingFolderOf, installModel, type InstallReport } from './install-model.ts'
import { createInstallQueue, InstallationStopped } from './install-queue.ts'
import { removeManifest } from './manifest.ts'
import type { ModelPorts, Patience } from './ports.ts'
import { projectSnapshot, type ModelRecord } from './store-snapshot.ts'
import { createTransferProgress } from './transfer-progress.ts'
import { modelFolderOf, verifyInstalled, type Installed } from './verify-installed.ts'

/**
 * The models of this machine: which are there, which are coming, and everything that changes that.
 *
 * Invariants:
 * 1. A model is `ready` only after its folder was looked at, or made, by this store.
 * 2. Every `ensure` settles when each of its models is ready, failed or given up; a pause settles
 *    nothing.
 * 3. After `dispose` no task runs and no listener is called.
 */

/** Two hide each other's waits (checking, preparing); more would only share the same line. */
const SIDE_BY_SIDE = 2
/** How often listeners hear of progress: often enough to look alive, rare enough to cost nothing. */
const TICK_MS = 500

export interface ModelStoreOptions {
  readonly catalogue: Catalogue
  /** Absolute folder of the shared cache (`modelsFolder`). */
  readonly root: string
  readonly ports: ModelPorts
  readonly patience: Patience
}

export type EnsureOutcome =
  | { readonly kind: 'ready' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly errors: readonly ModelFault[] }

export interface ModelFault {
  readonly id: string
  readonly error: CodedError
}

interface Waiter {
  readonly ids: readonly string[]
  readonly settle: (outcome: EnsureOutcome) => void
}

export class ModelStore {
  readonly #options: ModelStoreOptions
  readonly #records: Map<string, ModelRecord>
  readonly #hosts = createHostMemory()
  readonly #listeners = new Set<(snapshot: ModelsSnapshot) => void>()
  readonly #waiters = new Set<Waiter>()
  readonly #queue = createInstallQueue(
    SIDE_BY_SIDE,
    (id, signal) => this.#install(id, signal),
    (id) => this.#left(id),
  )
  #choice: ModelChoice | null = null
  #ticking: NodeJS.Timeout | undefined

  private constructor(options: ModelStoreOptions) {
    this.#options = options
    this.#records = new Map(
      options.catalogue.models.map((entry) => [
        entry.id,
        {
          entry,
          state: 'missing',
          source: null,
          error: null,
          diskBytes: 0,
          progress: createTransferProgress(entry.files),
        },
      ]),
    )
  }

  /** Looks at every model's folder first (names and sizes), so that the store knows what is there. */
  static async open(options: ModelStoreOptions): Promise<ModelStore> {
    const store = new ModelStore(options)
    await Promise.all([...store.#records.values()].map(({ entry }) => store.#look(entry)))
    store.#emit()
    return store
  }

  snapshot(): ModelsSnapshot {
    const needed = this.#needed()
    return projectSnapshot({
      records: [...this.#records.values()],
      required: withRequirements(this.#options.catalogue, needed),
      selected: this.#selected(),
      heldBy: (id) => this.#heldBy(id),
      underWay: (id) => this.#queue.has(id),
      busy: !this.#queue.isEmpty(),
      paused: this.#queue.isPaused(),
      choice: this.#choice,
      folder: this.#options.root,
      nowMs: this.#options.ports.now(),
    })
  }

  /** Calls back with every new snapshot. Returns the disposer. */
  subscribe(listener: (snapshot: ModelsSnapshot) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** What the app is going to use; decides what counts as required. */
  select(choice: ModelChoice): void {
    this.#choice = choice
    this.#emit()
  }

  /** What the catalogue says of a model. */
  entry(id: string): ModelEntry | undefined {
    return this.#records.get(id)?.entry
  }

  /** The model and all it requires can be loaded. */
  isReady(id: string): boolean {
    return withRequirements(this.#options.catalogue, [id]).every(
      (one) => this.#record(one).state === 'ready',
    )
  }

  /** Absolute paths by output key, those of what the model requires among them, once it is ready. */
  paths(id: string): Readonly<Record<string, string>> | undefined {
    if (!this.isReady(id)) return undefined
    const { catalogue, root } = this.#options
    const outputs = withRequirements(catalogue, [id]).flatMap((one) => {
      const { entry } = this.#record(one)
      return entry.outputs.map(({ key, name }) => [key, join(modelFolderOf(root, entry), name)])
    })
    return Object.fromEntries(outputs)
  }

  /** Reads every byte of a model. What is found damaged is fetched anew by the next `ensure`. */
  async verify(id: string): Promise<Installed> {
    const { entry } = this.#record(id)
    const installed = await verifyInstalled(this.#options.root, entry, 'full')
    if (installed.state === 'damaged') {
      await removeManifest(modelFolderOf(this.#options.root, entry))
    }
    if (!this.#queue.has(id)) this.#found(id, installed)
    this.#emit()
    return installed
  }

  /** Fetches what is missing of these models and of what they require. Never rejects. */
  ensure(ids: readonly string[]): Promise<EnsureOutcome> {
    const all = withRequirements(this.#options.catalogue, ids)
    if (this.#queue.isEmpty()) this.#hosts.forget()
    for (const id of all) {
      if (this.#record(id).state === 'ready' || this.#queue.has(id)) continue
      this.#change(id, { state: this.#queue.isPaused() ? 'paused' : 'queued', error: null })
      this.#queue.add(id)
    }
    return new Promise((settle) => {
      this.#waiters.add({ ids: all, settle })
      this.#settleWaiters()
      this.#emit()
    })
  }

  /** Stops every transfer where it is; what has come stays. */
  async pause(): Promise<void> {
    await this.#queue.pause()
    this.#renameStates('queued', 'paused')
    this.#emit()
  }

  resume(): void {
    this.#hosts.forget()
    this.#renameStates('paused', 'queued')
    this.#queue.resume()
    this.#emit()
  }

  /** Gives up everything that is queued or coming, and what has come of it. */
  async cancel(): Promise<void> {
    const dropped = await this.#queue.drop()
    for (const id of dropped) await this.#forget(id)
    this.#queue.resume()
    this.#settleWaiters()
    this.#emit()
  }

  /**
   * Takes a model off the disk. What it requires stays: others may require it too.
   * Fails with `model.in-use` for one that is used, `model.needed` for one that another model here
   * requires, and as disks do.
   */
  async remove(id: string): Promise<Result<null>> {
    const { entry } = this.#record(id)
    const [holder] = this.#heldBy(id)
    if (holder === id) return fail('model.in-use', id, { model: entry.name })
    if (holder !== undefined) {
      return fail('model.needed', id, { model: entry.name, by: this.#record(holder).entry.name })
    }
    await this.#queue.drop([id])
    try {
      await this.#removeFolder(entry)
      await this.#forget(id)
      return succeed(null)
    } catch (thrown) {
      this.#found(id, await verifyInstalled(this.#options.root, entry))
      return { ok: false, error: toCodedError(diskFailure(thrown, this.#options.root)) }
    } finally {
      this.#settleWaiters()
      this.#emit()
    }
  }

  /** Stops everything; what has come stays for the next run. */
  async dispose(): Promise<void> {
    this.#listeners.clear()
    await this.#queue.drop()
    clearInterval(this.#ticking)
    for (const { settle } of this.#waiters) settle({ kind: 'cancelled' })
    this.#waiters.clear()
  }

  #needed(): readonly string[] {
    const choice = this.#choice
    return choice === null ? [] : choice.roles.map((role) => choice[role])
  }

  #selected(): readonly string[] {
    const turn = this.#choice?.turn ?? null
    return turn === null ? this.#needed() : [...this.#needed(), turn]
  }

  #heldBy(id: string): readonly string[] {
    const { catalogue } = this.#options
    const selected = this.#selected()
    return catalogue.models
      .map((entry) => entry.id)
      .filter((other) =>
        other === id
          ? selected.includes(id)
          : (selected.includes(other) || this.#record(other).state === 'ready') &&
            withRequirements(catalogue, [other]).includes(id),
      )
      .toSorted((a, b) => Number(b === id) - Number(a === id))
  }

  /** In one step: a folder that is half removed would look like a damaged model. */
  async #removeFolder(entry: ModelEntry): Promise<void> {
    const { root } = this.#options
    const folder = modelFolderOf(root, entry)
    const aside = `${incomingFolderOf(root, entry)}.removed`
    await rm(aside, { recursive: true, force: true })
    if (!(await exists(folder))) return
    await mkdir(dirname(aside), { recursive: true })
    await rename(folder, aside)
    await rm(aside, { recursive: true, force: true })
  }

  #record(id: string): ModelRecord {
    const record = this.#records.get(id)
    if (record === undefined) throw new Error(`no model ${id} in the catalogue`)
    return record
  }

  #change(id: string, change: Partial<ModelRecord>): void {
    this.#records.set(id, { ...this.#record(id), ...change })
  }

  #renameStates(from: 'queued' | 'paused', to: 'queued' | 'paused'): void {
    for (const { entry, state } of this.#records.values()) {
      if (state === from) this.#change(entry.id, { state: to })
    }
  }

  #found(id: string, installed: Installed): void {
    const params = { model: this.#record(id).entry.name }
    if (installed.state === 'damaged') {
      const error = { code: 'model.damaged', detail: installed.detail, params } as const
      this.#change(id, { state: 'failed', error, diskBytes: 0 })
    } else {
      const diskBytes = installed.state === 'ready' ? installed.diskBytes : 0
      this.#change(id, { state: installed.state, error: null, diskBytes })
    }
  }

  /** A cache folder that cannot be read, or taken over, costs its models and not the start. */
  async #look(entry: ModelEntry): Promise<void> {
    const { root } = this.#options
    try {
      this.#found(entry.id, await verifyInstalled(root, entry))
    } catch (thrown) {
      const failure = folderFailure(thrown, root)
      if (!(failure instanceof CodedFailure)) throw failure
      const { code, detail, params } = failure.error
      const error = { code, detail, params: { model: entry.name, ...params, folder: root } }
      this.#change(entry.id, { state: 'failed', error })
    }
  }

  async #forget(id: string): Promise<void> {
    const { entry } = this.#record(id)
    await rm(incomingFolderOf(this.#options.root, entry), { recursive: true, force: true }).catch(
      // A cache folder that cannot be used has nothing of it, and the look that follows says so.
      () => undefined,
    )
    await this.#look(entry)
    this.#change(id, { source: null, progress: createTransferProgress(entry.files) })
  }

  async #install(id: string, signal: AbortSignal): Promise<void> {
    this.#ticking ??= setInterval(() => this.#emit(), TICK_MS)
    const { entry, progress } = this.#record(id)
    const { now } = this.#options.ports
    const report: InstallReport = {
      state: (state) => this.#changeAndEmit(id, { state }),
      source: (source) => this.#changeAndEmit(id, { source }),
      expect: progress.expect,
      received: (file, bytes) => progress.received(file, bytes, now()),
      fileDone: progress.done,
    }
    try {
      const result = await installModel({
        ...this.#options,
        entry,
        hosts: this.#hosts,
        report,
        signal,
      })
      if (result.ok) this.#found(id, await verifyInstalled(this.#options.root, entry))
      else this.#change(id, { state: 'failed', error: result.error })
    } catch (thrown) {
      if (thrown instanceof InstallationStopped) {
        this.#change(id, { state: thrown.because === 'paused' ? 'paused' : 'missing' })
        throw thrown
      }
      this.#change(id, { state: 'failed', error: toCodedError(thrown) })
    }
  }

  #changeAndEmit(id: string, change: Partial<ModelRecord>): void {
    this.#change(id, change)
    this.#emit()
  }

  /** The queue has let go of the model, finished or not. */
  #left(_id: string): void {
    if (this.#queue.isEmpty() || this.#queue.isPaused()) {
      clearInterval(this.#ticking)
      this.#ticking = undefined
    }
    this.#settleWaiters()
    this.#emit()
  }

  #settleWaiters(): void {
    for (const waiter of this.#waiters) {
      const records = waiter.ids.map((id) => this.#record(id))
      if (records.some(({ entry }) => this.#queue.has(entry.id))) continue
      this.#waiters.delete(waiter)
      const errors = records.flatMap(({ entry, error }) =>
        error === null ? [] : [{ id: entry.id, error }],
      )
      if (errors.length > 0) waiter.settle({ kind: 'failed', errors })
      else if (records.every(({ state }) => state === 'ready')) waiter.settle({ kind: 'ready' })
      else waiter.settle({ kind: 'cancelled' })
    }
  }

  #emit(): void {
    if (this.#listeners.size === 0) return
    const snapshot = this.snapshot()
    for (const listener of this.#listeners) listener(snapshot)
  }
}
