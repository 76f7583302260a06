import type { ActionOrder, ActionView } from '../../../electron/contracts/actions.ts'
import type { CodedError } from '../../../electron/contracts/errors.ts'
import { createValueStore, type ReadableStore } from '../../bridge/value-store.ts'
import type { ActionsBridge } from './actions-bridge.ts'
import { withRecent } from './search-actions.ts'

/** Where the keys of recent actions are kept: by the page, for the machine's eyes only. */
export interface RecentKeys {
  readonly read: () => string | null
  readonly write: (keys: string) => void
}

export interface Notice {
  readonly text: string
  readonly error: CodedError | null
  readonly canUndo: boolean
}

export interface ActionsView {
  readonly isOpen: boolean
  readonly actions: readonly ActionView[]
  readonly recent: readonly string[]
  /** What was just changed, or answered; null: nothing, or it was long enough in view. */
  readonly notice: Notice | null
  /** Somebody is at the notice: it stays. */
  readonly isNoticeHeld: boolean
}

export interface ActionsStore extends ReadableStore<ActionsView> {
  readonly open: () => void
  readonly close: () => void
  readonly run: (order: ActionOrder, confirmed?: boolean) => void
  readonly undo: () => void
  readonly dismissNotice: () => void
  readonly holdNotice: (isHeld: boolean) => void
  readonly dispose: () => void
}

const NO_NOTICE = { notice: null, isNoticeHeld: false } as const

const readRecent = (keys: RecentKeys): readonly string[] => {
  try {
    const read: unknown = JSON.parse(keys.read() ?? '[]')
    return Array.isArray(read) ? read.filter((key) => typeof key === 'string') : []
  } catch {
    // What somebody else wrote there is nobody's history.
    return []
  }
}

/**
 * The palette of a window, and what is told of actions.
 *
 * Invariants:
 * 1. The palette is closed before an action runs: what the action shows has the focus afterwards.
 * 2. The list is asked for each time that it opens: keys and languages may be others.
 * 3. A notice that goes is held no longer: nothing that is taken out of a page under the pointer is told that
 *    the pointer has left it.
 */
export const createActionsStore = (bridge: ActionsBridge, keys: RecentKeys): ActionsStore => {
  const store = createValueStore<ActionsView>({
    isOpen: false,
    actions: [],
    recent: readRecent(keys),
    ...NO_NOTICE,
  })
  const update = (change: Partial<ActionsView>) => store.set({ ...store.get(), ...change })
  const dispose = bridge.on('settings.noticed', ({ text, canUndo }) =>
    update({ notice: { text, error: null, canUndo } }),
  )
  const fetch = async (): Promise<void> => {
    const listed = await bridge.request('actions.list', {})
    if (listed.ok) update({ actions: listed.value })
  }
  const run = async (order: ActionOrder, confirmed: boolean): Promise<void> => {
    const ran = await bridge.request('actions.run', { ...order, confirmed })
    if (!ran.ok) return update({ notice: { text: '', error: ran.error, canUndo: false } })
    const { text } = ran.value
    const now = store.get().notice
    // A change has been told of already, with the way back.
    if (text !== '' && now?.canUndo !== true) {
      update({ notice: { text, error: null, canUndo: false } })
    }
  }
  return {
    get: store.get,
    subscribe: store.subscribe,
    open: () => {
      update({ isOpen: true })
      void fetch()
    },
    close: () => update({ isOpen: false }),
    run: (order, confirmed = false) => {
      const recent = withRecent(store.get().recent, order)
      update({ isOpen: false, recent, ...NO_NOTICE })
      keys.write(JSON.stringify(recent))
      void run(order, confirmed)
    },
    undo: () => {
      update(NO_NOTICE)
      void run({ action: 'undo', input: {} }, false)
    },
    dismissNotice: () => update(NO_NOTICE),
    holdNotice: (isNoticeHeld) => update({ isNoticeHeld }),
    dispose,
  }
}
