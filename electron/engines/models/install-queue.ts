/**
 * Works through ids, a few at a time; can be paused and resumed as a whole.
 *
 * Invariants:
 * 1. An id is waiting or being worked on at most once, however often it is asked for.
 * 2. At most `sideBySide` are worked on at once, each by one task.
 * 3. What a pause interrupts goes to the front of the queue; what is dropped does not come back.
 * 4. `run` never rejects for any reason but the signal's.
 */
interface InstallQueue {
  readonly add: (id: string) => void
  /** Waiting or being worked on. */
  readonly has: (id: string) => boolean
  readonly isEmpty: () => boolean
  readonly isPaused: () => boolean
  /** Resolves when nothing is being worked on any more. */
  readonly pause: () => Promise<void>
  readonly resume: () => void
  /** Forgets these (all, when none are named), stopping their work; resolves when it has stopped. */
  readonly drop: (ids?: readonly string[]) => Promise<readonly string[]>
}

/** The reason an installation's signal is aborted with. */
export class InstallationStopped extends Error {
  override readonly name = 'InstallationStopped'
  readonly because: 'paused' | 'dropped'
  constructor(because: 'paused' | 'dropped') {
    super(because)
    this.because = because
  }
}

interface Task {
  readonly stop: AbortController
  readonly done: Promise<void>
}

export const createInstallQueue = (
  sideBySide: number,
  run: (id: string, signal: AbortSignal) => Promise<void>,
  onIdChange: (id: string) => void,
): InstallQueue => {
  let waiting: string[] = []
  let paused = false
  const tasks = new Map<string, Task>()

  const work = async (id: string, stop: AbortController): Promise<void> => {
    try {
      await run(id, stop.signal)
    } catch (error) {
      if (!(error instanceof InstallationStopped)) throw error
      if (error.because === 'paused') waiting.unshift(id)
    } finally {
      tasks.delete(id)
      onIdChange(id)
      pump()
    }
  }
  const pump = (): void => {
    if (paused) return
    for (const id of waiting.splice(0, Math.max(0, sideBySide - tasks.size))) {
      const stop = new AbortController()
      // The task is registered before its first step, so that `has` is never wrong between.
      const done = Promise.resolve().then(() => work(id, stop))
      tasks.set(id, { stop, done })
    }
  }
  const stopTasks = async (
    ids: readonly string[],
    because: 'paused' | 'dropped',
  ): Promise<void> => {
    const stopped = ids.flatMap((id) => tasks.get(id) ?? [])
    for (const { stop } of stopped) stop.abort(new InstallationStopped(because))
    await Promise.all(stopped.map(({ done }) => done))
  }

  return {
    add: (id) => {
      if (waiting.includes(id) || tasks.has(id)) return
      waiting.push(id)
      pump()
    },
    has: (id) => waiting.includes(id) || tasks.has(id),
    isEmpty: () => waiting.length === 0 && tasks.size === 0,
    isPaused: () => paused,
    pause: async () => {
      paused = true
      await stopTasks([...tasks.keys()], 'paused')
    },
    resume: () => {
      paused = false
      pump()
    },
    drop: async (ids) => {
      const dropped = (ids ?? [...waiting, ...tasks.keys()]).filter(
        (id) => waiting.includes(id) || tasks.has(id),
      )
      waiting = waiting.filter((id) => !dropped.includes(id))
      await stopTasks(dropped, 'dropped')
      // A pause may have put one back while it was being stopped.
      waiting = waiting.filter((id) => !dropped.includes(id))
      return dropped
    },
  }
}
