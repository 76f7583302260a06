import type { CodedError, Result } from '../../../electron/contracts/errors.ts'
import type {
  RequestInput,
  RequestResult,
  WindowEvents,
  WindowRequests,
} from '../../../electron/contracts/ipc.ts'
import type {
  DictionaryEntry,
  LeftSpeech,
  SpeechAnchor,
  TranscribingEngine,
} from '../../../electron/contracts/speech-journal.ts'
import { createValueStore, type ReadableStore } from '../../bridge/value-store.ts'

type Routes = Extract<WindowRequests<'transcript'>, `speech.${string}` | 'transcript.correct'>
type Events = 'speech.changed' | 'speech.playback' | 'speech.left-changed'

/** What the store needs of the window's bridge. */
export interface SpeechBridge {
  readonly request: <R extends Routes>(
    route: R,
    input: RequestInput<R>,
  ) => Promise<RequestResult<R>>
  readonly on: <E extends Events>(
    route: E,
    listener: (event: WindowEvents[E]) => void,
  ) => () => void
}

export interface Playing {
  readonly id: string
  readonly anchors: readonly SpeechAnchor[]
  /** By this window's clock; null until it is heard. */
  readonly startedAtMs: number | null
}

/** What another engine makes of a sound. */
export interface Trial {
  readonly id: string
  readonly engine: TranscribingEngine
  /** Null while it listens. */
  readonly heard: Result<string> | null
}

export interface SpeechView {
  /** Turns whose sound is there. */
  readonly kept: ReadonlySet<string>
  readonly playing: Playing | null
  /** What nobody could make words of. */
  readonly left: readonly LeftSpeech[]
  readonly engines: readonly TranscribingEngine[]
  readonly trial: Trial | null
  /** The turn, or what was left, whose words are being corrected. */
  readonly editing: string | null
  /** What the last correction taught. */
  readonly learned: { readonly id: string; readonly entries: readonly DictionaryEntry[] } | null
  /** Why something of the turn of that id could not be done. */
  readonly failure: { readonly id: string; readonly error: CodedError } | null
}

export interface SpeechStore extends ReadableStore<SpeechView> {
  /** Plays it, or stops it where it plays. */
  readonly toggle: (id: string) => void
  readonly transcribe: (id: string, engine: TranscribingEngine) => void
  readonly dropTrial: () => void
  /** The words of the trial become the turn's, or make one of what had none. */
  readonly takeTrial: () => void
  readonly edit: (id: string | null) => void
  /** Other words for a turn, or the first ones for what was left. */
  readonly correct: (id: string, text: string) => void
  readonly removeLeft: (id: string) => void
  /** There may be others: to be called when the person comes back to the window. */
  readonly lookAtEngines: () => void
  readonly dispose: () => void
}

const EMPTY: SpeechView = {
  kept: new Set(),
  playing: null,
  left: [],
  engines: [],
  trial: null,
  editing: null,
  learned: null,
  failure: null,
}

/**
 * Kept speech as the transcript window sees it.
 *
 * Invariants:
 * 1. One sound plays, one trial is shown and one turn is edited at a time.
 * 2. An answer to something that was given up meanwhile changes nothing.
 */
export const createSpeechStore = (bridge: SpeechBridge, now: () => number): SpeechStore => {
  const store = createValueStore(EMPTY)
  const update = (fields: Partial<SpeechView>) => store.set({ ...store.get(), ...fields })
  const isLeft = (id: string) => store.get().left.some((one) => one.id === id)
  /** It is told of before the answer to who asked for it may be there. */
  const heardAtMs = new Map<string, number>()
  /** The last play that was asked for, until it is answered or given up. */
  let asking: object | null = null

  const play = async (id: string): Promise<void> => {
    heardAtMs.clear()
    update({ playing: { id, anchors: [], startedAtMs: null }, failure: null })
    const mine = {}
    asking = mine
    const result = await bridge.request('speech.play', { id })
    if (asking !== mine) return
    asking = null
    if (store.get().playing?.id !== id) return
    if (!result.ok) {
      update({ playing: null, failure: { id, error: result.error } })
      return
    }
    const { anchors } = result.value
    const startedAtMs = heardAtMs.get(id) ?? null
    update({ playing: { id, anchors, startedAtMs } })
  }

  const transcribe = async (id: string, engine: TranscribingEngine): Promise<void> => {
    const trial: Trial = { id, engine, heard: null }
    update({ trial, failure: null, learned: null })
    const heard = await bridge.request('speech.transcribe', { id, engine: engine.id })
    if (store.get().trial === trial) update({ trial: { ...trial, heard } })
  }

  const stillEdited = (id: string) => (store.get().editing === id ? null : store.get().editing)

  const correct = async (id: string, text: string): Promise<void> => {
    const result = await bridge.request('transcript.correct', { turnId: id, text })
    if (!result.ok) {
      update({ failure: { id, error: result.error } })
      return
    }
    const { learned } = result.value
    update({ editing: stillEdited(id), learned: { id, entries: learned }, failure: null })
  }

  const takeLeft = async (id: string, text: string): Promise<void> => {
    const result = await bridge.request('speech.take-left', { id, text })
    if (result.ok) update({ editing: stillEdited(id), failure: null })
    else update({ failure: { id, error: result.error } })
  }
  /** What was left has no words yet that could be corrected: it becomes a turn with these. */
  const write = (id: string, text: string): void =>
    void (isLeft(id) ? takeLeft(id, text) : correct(id, text))

  const settle = async (id: string, request: Promise<Result<unknown>>): Promise<void> => {
    const result = await request
    update({ failure: result.ok ? null : { id, error: result.error } })
  }

  const disposers = [
    bridge.on('speech.changed', ({ added, removed }) => {
      const kept = removed === null ? new Set<string>() : new Set(store.get().kept)
      for (const id of removed ?? []) kept.delete(id)
      for (const id of added) kept.add(id)
      update({ kept })
    }),
    bridge.on('speech.playback', ({ id, state }) => {
      const { playing } = store.get()
      if (state === 'started') heardAtMs.set(id, now())
      if (playing?.id !== id) return
      if (state === 'ended') update({ playing: null })
      else update({ playing: { ...playing, startedAtMs: now() } })
    }),
    bridge.on('speech.left-changed', (left) => update({ left })),
  ]
  const begin = async (): Promise<void> => {
    const [kept, left] = await Promise.all([
      bridge.request('speech.kept', {}),
      bridge.request('speech.left', {}),
    ])
    if (kept.ok) update({ kept: new Set([...store.get().kept, ...kept.value]) })
    if (left.ok) update({ left: left.value })
  }
  const lookAtEngines = async (): Promise<void> => {
    const engines = await bridge.request('speech.engines', {})
    if (engines.ok) update({ engines: engines.value })
  }
  void begin()
  void lookAtEngines()

  return {
    get: store.get,
    subscribe: store.subscribe,
    toggle: (id) => {
      if (store.get().playing?.id !== id) return void play(id)
      // Nothing is told of the end of what has not begun.
      if (asking !== null) update({ playing: null })
      asking = null
      void bridge.request('speech.stop', {})
    },
    transcribe: (id, engine) => void transcribe(id, engine),
    dropTrial: () => update({ trial: null }),
    takeTrial: () => {
      const { trial } = store.get()
      if (trial?.heard?.ok !== true || trial.heard.value === '') return
      const { id, heard } = trial
      update({ trial: null })
      write(id, heard.value)
    },
    edit: (editing) => update({ editing, learned: null, failure: null }),
    correct: write,
    removeLeft: (id) => void settle(id, bridge.request('speech.remove-left', { id })),
    lookAtEngines: () => void lookAtEngines(),
    dispose: () => {
      for (const dispose of disposers) dispose()
    },
  }
}
