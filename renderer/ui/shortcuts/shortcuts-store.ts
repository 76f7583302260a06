import type {
  RequestInput,
  RequestResult,
  WindowEvents,
  WindowRequests,
} from '../../../electron/contracts/ipc.ts'
import type { ShortcutsView } from '../../../electron/contracts/shortcuts.ts'
import { createValueStore, type ReadableStore } from '../../bridge/value-store.ts'
import {
  editedBy,
  editorStep,
  IDLE,
  type EditorContext,
  type EditorEvent,
  type EditorState,
} from './editor-state.ts'

type ShortcutRoute = Extract<
  WindowRequests<'settings' | 'welcome'>,
  'shortcuts.get' | 'shortcuts.record' | 'shortcuts.try' | 'shortcuts.cancel' | 'app.copy-text'
>

interface ShortcutsBridge {
  readonly platform: 'linux' | 'darwin' | 'win32'
  readonly request: <R extends ShortcutRoute>(
    route: R,
    input: RequestInput<R>,
  ) => Promise<RequestResult<R>>
  readonly on: (
    route: 'shortcuts.tried',
    listener: (end: WindowEvents['shortcuts.tried']) => void,
  ) => () => void
}

export interface ShortcutsStore {
  readonly platform: ShortcutsBridge['platform']
  readonly editor: ReadableStore<EditorState>
  /** What this session is like; null until it is known. */
  readonly session: ReadableStore<ShortcutsView | null>
  /** `table`: the keys that there are now. */
  readonly send: (event: EditorEvent, table: EditorContext['table']) => void
  /** The pane, or the window, is left: nothing is recorded or tried any more. */
  readonly leave: () => void
  readonly copy: (text: string) => Promise<boolean>
  readonly dispose: () => void
}

/**
 * The editor of shortcuts, and what main has to do for it: give the keys back to other programs while one
 * is recorded, and try what was recorded.
 * @param keysLetGo resolves once no key is held any more
 */
export const createShortcutsStore = (
  bridge: ShortcutsBridge,
  keysLetGo: () => Promise<void>,
): ShortcutsStore => {
  const editor = createValueStore<EditorState>(IDLE)
  const session = createValueStore<ShortcutsView | null>(null)
  const { platform } = bridge

  const ask = async (): Promise<void> => {
    const view = await bridge.request('shortcuts.get', {})
    if (view.ok) session.set(view.value)
  }
  void ask()

  const tryOut = async (
    state: Extract<EditorState, { phase: 'trying' }>,
    isHeld: boolean,
  ): Promise<void> => {
    const { shortcut, accelerator } = state
    // What was recorded is still held: it must not count as the press that is asked for.
    if (isHeld) await keysLetGo()
    if (editor.get() !== state) return
    const begun = await bridge.request('shortcuts.try', { shortcut, accelerator })
    if (editor.get() !== state) return
    step(begun.ok ? { type: 'waiting' } : { type: 'refused', error: begun.error }, {})
  }

  const follow = (before: EditorState, now: EditorState): void => {
    const isSame = now.phase !== 'trying' || editedBy(before) === now.shortcut
    if (before.phase === now.phase && isSame) return
    if (now.phase === 'trying') return void tryOut(now, before.phase === 'recording')
    if (now.phase === 'recording') return void bridge.request('shortcuts.record', { on: true })
    if (before.phase !== 'idle') void bridge.request('shortcuts.cancel', {})
  }

  const step = (event: EditorEvent, table: EditorContext['table']): void => {
    const before = editor.get()
    const now = editorStep(before, event, { platform, table })
    editor.set(now)
    follow(before, now)
  }

  const dispose = bridge.on('shortcuts.tried', (end) => {
    // Our own cancel is told of as well; by then something else may have begun.
    if (end.outcome !== 'cancelled') step({ type: 'ended', end }, {})
  })
  return {
    platform,
    editor,
    session,
    send: step,
    leave: () => step({ type: 'cancel' }, {}),
    copy: async (text) => (await bridge.request('app.copy-text', { text })).ok,
    dispose,
  }
}
