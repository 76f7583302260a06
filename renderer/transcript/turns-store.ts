import type { CodedError } from '../../electron/contracts/errors.ts'
import type {
  RequestInput,
  RequestResult,
  RequestRoute,
  WindowEvents,
} from '../../electron/contracts/ipc.ts'
import type { FeedbackChange, TurnVerdict } from '../../electron/contracts/turn-feedback.ts'
import type { TurnLogRecord } from '../../electron/contracts/turn-log.ts'
import { createValueStore, type ReadableStore } from '../bridge/value-store.ts'

type TurnRoute = Extract<RequestRoute, `turns.${string}`>

/** What the store needs of the window's bridge. */
export interface TurnsBridge {
  readonly request: <R extends TurnRoute>(
    route: R,
    input: RequestInput<R>,
  ) => Promise<RequestResult<R>>
  readonly on: (
    route: 'turns.logged',
    listener: (record: WindowEvents['turns.logged']) => void,
  ) => () => void
}

/** What is known of an exchange that was opened. */
type RecordView =
  | { readonly state: 'loading' }
  | { readonly state: 'missing' }
  | { readonly state: 'failed' }
  | { readonly state: 'here'; readonly record: TurnLogRecord }

/** What came of the last verdict on an exchange. */
export type Answer =
  | { readonly verdict: TurnVerdict; readonly change: FeedbackChange }
  | { readonly verdict: TurnVerdict; readonly error: CodedError }

interface TurnsView {
  /** By exchange id, of those that were opened. */
  readonly records: ReadonlyMap<string, RecordView>
  readonly answers: ReadonlyMap<string, Answer>
  /** The latest exchanges, oldest first. */
  readonly recent: readonly TurnLogRecord[]
}

export interface TurnsStore extends ReadableStore<TurnsView> {
  /** Looks an exchange up. What is here already is not asked for again. */
  readonly open: (exchangeId: string) => void
  readonly judge: (exchangeId: string, verdict: TurnVerdict) => void
  /** Looks anew: turns were deleted, or have come back. */
  readonly reload: () => void
  readonly dispose: () => void
}

/** Some turns have no sound: so many are kept that twenty with sound are among them. */
export const RECENT_RECORDS = 40

const withEntry = <V>(map: ReadonlyMap<string, V>, id: string, value: V): ReadonlyMap<string, V> =>
  new Map(map).set(id, value)

/** The newest of both, oldest first; what an event brought is newer than what was asked for. */
const merged = (
  asked: readonly TurnLogRecord[],
  came: readonly TurnLogRecord[],
): readonly TurnLogRecord[] => {
  const ids = new Set(came.map(({ exchangeId }) => exchangeId))
  return [...asked.filter(({ exchangeId }) => !ids.has(exchangeId)), ...came].slice(-RECENT_RECORDS)
}

/**
 * The turn log as the window sees it.
 *
 * Invariants:
 * 1. A record that has come is never replaced by "missing" or "loading".
 * 2. One verdict on an exchange is under way at a time: a second press meanwhile is none.
 * 3. What was asked for before all is looked at anew shows nothing of what is gone by then.
 */
export const createTurnsStore = (bridge: TurnsBridge): TurnsStore => {
  const store = createValueStore<TurnsView>({
    records: new Map(),
    answers: new Map(),
    recent: [],
  })
  const judging = new Set<string>()
  /** How often all was looked at. */
  let looks = 0

  const show = (exchangeId: string, view: RecordView): void => {
    const shown = store.get()
    if (shown.records.get(exchangeId)?.state === 'here' && view.state !== 'here') return
    store.set({ ...shown, records: withEntry(shown.records, exchangeId, view) })
  }

  const open = async (exchangeId: string): Promise<void> => {
    const { recent } = store.get()
    const known = recent.find((record) => record.exchangeId === exchangeId)
    if (known !== undefined) return show(exchangeId, { state: 'here', record: known })
    show(exchangeId, { state: 'loading' })
    const look = looks
    const result = await bridge.request('turns.record', { exchangeId })
    if (look !== looks) return
    if (!result.ok) return show(exchangeId, { state: 'failed' })
    const record = result.value
    show(exchangeId, record === null ? { state: 'missing' } : { state: 'here', record })
  }

  const judge = async (exchangeId: string, verdict: TurnVerdict): Promise<void> => {
    if (judging.has(exchangeId)) return
    judging.add(exchangeId)
    const result = await bridge.request('turns.feedback', { exchangeId, verdict })
    judging.delete(exchangeId)
    const answer: Answer = result.ok
      ? { verdict, change: result.value }
      : { verdict, error: result.error }
    const shown = store.get()
    store.set({ ...shown, answers: withEntry(shown.answers, exchangeId, answer) })
  }

  const dispose = bridge.on('turns.logged', (record) => {
    const shown = store.get()
    store.set({ ...shown, recent: merged(shown.recent, [record]) })
    if (shown.records.has(record.exchangeId)) show(record.exchangeId, { state: 'here', record })
  })
  const begin = async (): Promise<void> => {
    const look = ++looks
    const result = await bridge.request('turns.recent', { limit: RECENT_RECORDS })
    // Where this fails the strip begins with the turns of this run.
    if (!result.ok || look !== looks) return
    const shown = store.get()
    store.set({ ...shown, recent: merged(result.value, shown.recent) })
  }
  void begin()

  return {
    get: store.get,
    subscribe: store.subscribe,
    open: (exchangeId) => void open(exchangeId),
    judge: (exchangeId, verdict) => void judge(exchangeId, verdict),
    reload: () => {
      const opened = [...store.get().records.keys()]
      store.set({ records: new Map(), answers: new Map(), recent: [] })
      void begin()
      // Somebody may be reading them.
      for (const exchangeId of opened) void open(exchangeId)
    },
    dispose,
  }
}
