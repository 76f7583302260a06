import type { RequestInput, RequestResult } from '../../electron/contracts/ipc.ts'
import type { CodedError } from '../../electron/contracts/errors.ts'
import type { FoundTurn, Speaker } from '../../electron/contracts/transcript.ts'
import { searchTerms, type SearchTerm } from '../../electron/core/transcripts/search/terms.ts'
import { createValueStore, type ReadableStore } from '../bridge/value-store.ts'
import { NO_DAYS, periodOf, type Days, type PeriodName } from './search-period.ts'

/** What the store needs of the window's bridge. */
interface SearchBridge {
  readonly request: <R extends 'transcript.search' | 'transcript.languages'>(
    route: R,
    input: RequestInput<R>,
  ) => Promise<RequestResult<R>>
}

interface SearchFilters {
  readonly period: PeriodName
  /** For the period that is chosen by its days. */
  readonly days: Days
  readonly speaker: Speaker | null
  readonly interrupted: boolean
  readonly language: string | null
}

const NO_FILTERS: SearchFilters = {
  period: 'any',
  days: NO_DAYS,
  speaker: null,
  interrupted: false,
  language: null,
}

interface SearchView {
  readonly text: string
  readonly filters: SearchFilters
  readonly terms: readonly SearchTerm[]
  /** Null until the first answer has come. */
  readonly found: readonly FoundTurn[] | null
  readonly total: number
  readonly hasMore: boolean
  /** Index in `found` of the one that the keys are at; -1 of none. */
  readonly active: number
  readonly error: CodedError | null
  /** What turns are in, to choose from. */
  readonly languages: readonly string[]
}

const NOTHING: SearchView = {
  text: '',
  filters: NO_FILTERS,
  terms: [],
  found: null,
  total: 0,
  hasMore: false,
  active: -1,
  error: null,
  languages: [],
}

export const filterCount = ({ period, speaker, interrupted, language }: SearchFilters): number =>
  [period !== 'any', speaker !== null, interrupted, language !== null].filter(Boolean).length

/** Whether there is anything to search for. */
export const isSearching = ({ text, filters }: SearchView): boolean =>
  text.trim() !== '' || filterCount(filters) > 0

export interface SearchStore extends ReadableStore<SearchView> {
  readonly setText: (text: string) => void
  readonly setFilters: (filters: Partial<SearchFilters>) => void
  readonly clear: () => void
  readonly setActive: (index: number) => void
  readonly loadMore: () => void
  /** Asks which languages there are. */
  readonly loadLanguages: () => void
  /** Asks again: something was removed, or has come back. */
  readonly refresh: () => void
}

const PAGE_FOUND = 50

/**
 * The search as it is typed.
 *
 * Invariants:
 * 1. One question is under way at a time; of those that are typed meanwhile only the last is asked.
 * 2. An answer is shown only while what it answers is still what is searched for.
 */
export const createSearchStore = (bridge: SearchBridge, nowMs: () => number): SearchStore => {
  const store = createValueStore(NOTHING)
  const update = (fields: Partial<SearchView>) => store.set({ ...store.get(), ...fields })
  let isAsking = false
  let isStale = false

  const ask = async (more = false): Promise<void> => {
    if (isAsking) {
      isStale = true
      return
    }
    const asked = store.get()
    if (!isSearching(asked)) return
    const { text, filters, found } = asked
    const { speaker, interrupted, language } = filters
    const before = more ? found?.at(-1)?.turn.id : undefined
    isAsking = true
    const result = await bridge.request('transcript.search', {
      text,
      ...periodOf(filters.period, filters.days, nowMs()),
      ...(speaker === null ? {} : { speaker }),
      ...(interrupted ? { interrupted } : {}),
      ...(language === null ? {} : { language }),
      ...(before === undefined ? {} : { before }),
      limit: PAGE_FOUND,
    })
    isAsking = false
    const shown = store.get()
    if (isStale || shown.text !== text || shown.filters !== filters) {
      isStale = false
      return ask()
    }
    if (!result.ok) return update({ error: result.error })
    const { hasMore, total } = result.value
    const kept = more ? (shown.found ?? []) : []
    const all = [...kept, ...result.value.found]
    const active = more ? shown.active : all.length === 0 ? -1 : 0
    update({ found: all, hasMore, total, active, error: null })
  }

  const loadLanguages = async (): Promise<void> => {
    const result = await bridge.request('transcript.languages', {})
    if (result.ok) update({ languages: result.value })
  }

  const change = (fields: Pick<SearchView, 'text' | 'filters'>): void => {
    const next = { ...store.get(), ...fields, terms: searchTerms(fields.text) }
    if (isSearching(next)) {
      store.set(next)
      void ask()
    } else store.set({ ...NOTHING, text: fields.text, languages: next.languages })
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    setText: (text) => change({ text: text.slice(0, 500), filters: store.get().filters }),
    setFilters: (filters) =>
      change({ text: store.get().text, filters: { ...store.get().filters, ...filters } }),
    clear: () => change({ text: '', filters: NO_FILTERS }),
    setActive: (active) => update({ active }),
    loadMore: () => {
      if (store.get().hasMore && !isAsking) void ask(true)
    },
    loadLanguages: () => void loadLanguages(),
    refresh: () => void ask(),
  }
}
