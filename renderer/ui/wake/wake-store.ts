import type { Result } from '../../../electron/contracts/errors.ts'
import type { WakeAttempt } from '../../../electron/contracts/wake.ts'
import { createValueStore, type ReadableStore } from '../../bridge/value-store.ts'
import type { LevelSource } from '../level-meter.tsx'

/** What the store needs of the window's bridge. */
export interface WakeBridge {
  readonly request: (
    route: 'wake.try-out',
    input: { readonly on: boolean },
  ) => Promise<Result<unknown>>
  readonly on: (route: 'wake.heard', listener: (attempt: WakeAttempt) => void) => () => void
}

/** Good attempts after which there is nothing left to try. */
export const GOOD_ATTEMPTS = 3
/** Older ones make way: who needs more than this changes something first. */
const KEPT_ATTEMPTS = 6
const LOUDER = 0.02

export interface TriesView {
  /** Oldest first; null: it was not tried since the pane was opened. */
  readonly attempts: readonly WakeAttempt[] | null
  /** How many of all attempts would have woken. */
  readonly good: number
  /** The highest level since it began, 0 to 1 as meters show it. */
  readonly loudest: number
}

export interface WakeStore extends ReadableStore<TriesView> {
  readonly begin: () => void
  readonly end: () => void
  /** The pane is left: nothing is tried any more, and what was is forgotten. */
  readonly leave: () => void
  readonly dispose: () => void
}

const NOTHING: TriesView = { attempts: null, good: 0, loudest: 0 }

/** What became of an attempt: heard well enough, but perhaps in a voice that may not wake it. */
export const verdictOf = ({
  score,
  threshold,
  voice,
}: WakeAttempt): 'woke' | 'missed' | 'anotherVoice' => {
  if (score < threshold) return 'missed'
  return voice === null || voice.person !== null ? 'woke' : 'anotherVoice'
}

/**
 * The attempts to say the phrase.
 *
 * Whether attempts are heard at all is main's to say (`AppSnapshot.tryingPhrase`): it ends them after a
 * minute, or when this window is left. Here they end once enough were good.
 */
export const createWakeStore = (bridge: WakeBridge, levels: LevelSource): WakeStore => {
  const store = createValueStore<TriesView>(NOTHING)
  /** Grows with every beginning and every leave: an answer to an older one is none. */
  let serial = 0
  const end = () => void bridge.request('wake.try-out', { on: false })
  const begin = async (): Promise<void> => {
    serial += 1
    const own = serial
    const begun = await bridge.request('wake.try-out', { on: true })
    // Main has said by now that it is on: what is shown does not take it for over.
    if (begun.ok && own === serial) store.set({ attempts: [], good: 0, loudest: 0 })
  }
  const endAttempts = bridge.on('wake.heard', (attempt) => {
    const { attempts, good: before, loudest } = store.get()
    // One that was under way when it ended.
    if (attempts === null || before >= GOOD_ATTEMPTS) return
    const good = before + (verdictOf(attempt) === 'woke' ? 1 : 0)
    store.set({ attempts: [...attempts, attempt].slice(-KEPT_ATTEMPTS), good, loudest })
    if (good >= GOOD_ATTEMPTS) end()
  })
  const endLevels = levels((level) => {
    const tries = store.get()
    // A meter shows no smaller step, and nothing is drawn for it here.
    if (tries.attempts !== null && level > tries.loudest + LOUDER) {
      store.set({ ...tries, loudest: level })
    }
  })
  return {
    get: store.get,
    subscribe: store.subscribe,
    begin: () => void begin(),
    end,
    leave: () => {
      if (serial === 0) return
      serial += 1
      store.set(NOTHING)
      end()
    },
    dispose: () => {
      endAttempts()
      endLevels()
    },
  }
}
