import type { CodedError } from '../../../electron/contracts/errors.ts'
import type { WindowBridge } from '../../../electron/contracts/ipc.ts'
import type { AboutView, KeptPartId, KeptView } from '../../../electron/contracts/trust.ts'
import { createValueStore, type ReadableStore } from '../../bridge/value-store.ts'

/** What somebody has set going here, and what became of it. */
export type TrustTask = 'export' | 'diagnostics' | 'delete'
export interface TaskState {
  readonly state: 'running' | 'done' | 'failed'
  /** Where it was saved. */
  readonly file: string | null
  readonly error: CodedError | null
}

export interface TrustView {
  /** Null until somebody has looked. */
  readonly kept: KeptView | null
  readonly about: AboutView | null
  /** The texts of licences that were opened, by `name@version`. */
  readonly licences: Readonly<Record<string, string>>
  readonly tasks: Readonly<Partial<Record<TrustTask, TaskState>>>
}

export interface TrustStore extends ReadableStore<TrustView> {
  readonly lookAtKept: () => void
  readonly lookAtAbout: () => void
  readonly readLicence: (name: string, version: string) => void
  readonly show: (part: KeptPartId) => void
  readonly exportEverything: () => void
  readonly saveDiagnostics: () => void
  readonly deleteEverything: () => void
  /** Whether it could be copied. */
  readonly copy: (text: string) => Promise<boolean>
}

type Bridge = Pick<WindowBridge<'settings'>, 'request'>

/**
 * What is kept, what this is made of, and what a person does about it.
 *
 * Invariant: sizes are as they were when somebody looked last, or after what was done here.
 */
export const createTrustStore = ({ request }: Bridge): TrustStore => {
  const store = createValueStore<TrustView>({ kept: null, about: null, licences: {}, tasks: {} })
  const update = (change: Partial<TrustView>) => store.set({ ...store.get(), ...change })
  const task = (name: TrustTask, state: TaskState | undefined) => {
    const { [name]: _old, ...others } = store.get().tasks
    update({ tasks: state === undefined ? others : { ...others, [name]: state } })
  }

  const lookAtKept = async (): Promise<void> => {
    const kept = await request('trust.kept', {})
    if (kept.ok) update({ kept: kept.value })
  }
  const lookAtAbout = async (): Promise<void> => {
    if (store.get().about !== null) return
    const about = await request('about.get', {})
    if (about.ok) update({ about: about.value })
  }
  const readLicence = async (name: string, version: string): Promise<void> => {
    const key = `${name}@${version}`
    if (key in store.get().licences) return
    const text = await request('about.licence', { name, version })
    if (text.ok) update({ licences: { ...store.get().licences, [key]: text.value } })
  }
  const save = async (name: 'export' | 'diagnostics'): Promise<void> => {
    task(name, { state: 'running', file: null, error: null })
    const saved = await request(`trust.${name}`, {})
    if (!saved.ok) return task(name, { state: 'failed', file: null, error: saved.error })
    const { file } = saved.value
    // Who thought better of it needs no word about it.
    task(name, file === null ? undefined : { state: 'done', file, error: null })
  }
  const deleteEverything = async (): Promise<void> => {
    task('delete', { state: 'running', file: null, error: null })
    const order = { action: 'delete-everything', input: {}, confirmed: true }
    const deleted = await request('actions.run', order)
    const error = deleted.ok ? null : deleted.error
    task('delete', { state: deleted.ok ? 'done' : 'failed', file: null, error })
    await lookAtKept()
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    lookAtKept: () => void lookAtKept(),
    lookAtAbout: () => void lookAtAbout(),
    readLicence: (name, version) => void readLicence(name, version),
    show: (part) => void request('trust.show', { part }),
    exportEverything: () => void save('export'),
    saveDiagnostics: () => void save('diagnostics'),
    deleteEverything: () => void deleteEverything(),
    copy: async (text) => (await request('app.copy-text', { text })).ok,
  }
}
