import type { CodedError } from '../../../electron/contracts/errors.ts'
import type { RequestInput, RequestResult } from '../../../electron/contracts/ipc.ts'
import type { ConversationSummary } from '../../../electron/contracts/transcript.ts'
import type {
  ExportFormat,
  ExportScope,
  ImportPreview,
} from '../../../electron/contracts/transcript-export.ts'
import { createValueStore, type ReadableStore } from '../../bridge/value-store.ts'

type FileRoute =
  | 'transcript.export'
  | 'transcript.print'
  | 'transcript.copy'
  | 'transcript.look-at-import'
  | 'transcript.import'

/** What the store needs of the window's bridge. */
export interface FilesBridge {
  readonly request: <R extends FileRoute>(
    route: R,
    input: RequestInput<R>,
  ) => Promise<RequestResult<R>>
}

/** Null is everything. */
type Chosen = readonly ConversationSummary[] | null

export type FilesView =
  | { readonly shows: 'nothing' }
  | {
      readonly shows: 'export'
      readonly chosen: Chosen
      readonly isBusy: boolean
      readonly error: CodedError | null
    }
  | {
      readonly shows: 'import'
      readonly preview: ImportPreview
      readonly isBusy: boolean
      readonly error: CodedError | null
    }

/** What was done, said for a while. */
export type FilesNote =
  | { readonly kind: 'exported'; readonly turns: number; readonly file: string }
  | { readonly kind: 'imported'; readonly turns: number }
  | { readonly kind: 'copied' }

export interface FilesStore extends ReadableStore<FilesView> {
  readonly note: ReadableStore<FilesNote | null>
  readonly failure: ReadableStore<CodedError | null>
  readonly askFormat: (chosen: Chosen) => void
  readonly save: (format: ExportFormat) => void
  readonly close: () => void
  readonly print: (chosen: Chosen) => void
  readonly copy: (chosen: Chosen, as: 'text' | 'quote') => void
  readonly chooseImport: () => void
  readonly takeImport: () => void
}

const NOTE_MS = 6000

const scopeOf = (chosen: Chosen): ExportScope =>
  chosen === null ? 'all' : chosen.map(({ id }) => id)

/**
 * The transcript's way out and in.
 *
 * Invariants:
 * 1. One thing is under way at a time; a press meanwhile is none.
 * 2. A sheet that was closed stays closed, and another one that was opened meanwhile stays as it is: what came
 *    of the first is told beside it.
 */
export const createFilesStore = (bridge: FilesBridge): FilesStore => {
  const store = createValueStore<FilesView>({ shows: 'nothing' })
  const note = createValueStore<FilesNote | null>(null)
  const failure = createValueStore<CodedError | null>(null)
  let forget: ReturnType<typeof setTimeout> | undefined
  let isBusy = false

  const say = (said: FilesNote): void => {
    clearTimeout(forget)
    note.set(said)
    forget = setTimeout(() => note.set(null), NOTE_MS)
  }
  const alone = async (action: () => Promise<void>): Promise<void> => {
    if (isBusy) return
    isBusy = true
    failure.set(null)
    await action().finally(() => {
      isBusy = false
      const view = store.get()
      if (view.shows !== 'nothing' && view.isBusy) store.set({ ...view, isBusy: false })
    })
  }
  /** It did not work: said in the sheet that asked for it, where that is still there. */
  const failed = (asking: Exclude<FilesView, { shows: 'nothing' }>, error: CodedError): void =>
    store.get() === asking ? store.set({ ...asking, error }) : failure.set(error)
  const close = (asking: FilesView): void => {
    if (store.get() === asking) store.set({ shows: 'nothing' })
  }

  const save = async (format: ExportFormat): Promise<void> => {
    const view = store.get()
    if (view.shows !== 'export') return
    const asking = { ...view, isBusy: true, error: null }
    store.set(asking)
    const result = await bridge.request('transcript.export', {
      format,
      scope: scopeOf(view.chosen),
    })
    if (!result.ok) return failed(asking, result.error)
    const { file, turns } = result.value
    if (file === null) return
    close(asking)
    say({ kind: 'exported', turns, file })
  }

  const look = async (): Promise<void> => {
    const result = await bridge.request('transcript.look-at-import', {})
    if (!result.ok) return failure.set(result.error)
    if (result.value === null) return
    store.set({ shows: 'import', preview: result.value, isBusy: false, error: null })
  }

  const take = async (): Promise<void> => {
    const view = store.get()
    if (view.shows !== 'import') return
    const asking = { ...view, isBusy: true, error: null }
    store.set(asking)
    const result = await bridge.request('transcript.import', { token: view.preview.token })
    if (!result.ok) return failed(asking, result.error)
    close(asking)
    say({ kind: 'imported', turns: result.value.turns })
  }

  const tell = async (request: Promise<RequestResult<'transcript.copy'>>, done?: FilesNote) => {
    const result = await request
    if (!result.ok) failure.set(result.error)
    else if (done !== undefined) say(done)
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    note,
    failure,
    askFormat: (chosen) => store.set({ shows: 'export', chosen, isBusy, error: null }),
    save: (format) => void alone(() => save(format)),
    close: () => {
      store.set({ shows: 'nothing' })
      failure.set(null)
    },
    print: (chosen) =>
      void alone(() => tell(bridge.request('transcript.print', { scope: scopeOf(chosen) }))),
    copy: (chosen, as) =>
      void alone(() =>
        tell(bridge.request('transcript.copy', { scope: scopeOf(chosen), as }), { kind: 'copied' }),
      ),
    chooseImport: () => void alone(look),
    takeImport: () => void alone(take),
  }
}
