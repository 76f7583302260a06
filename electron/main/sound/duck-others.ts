import { z } from 'zod'
import { toDuck, toRestore, type DuckedStream } from '../../core/devices/duck-others.ts'
import type { JsonFile } from '../storage/settings-store.ts'
import type { Clock } from '../workers/clock.ts'
import type { OtherSound } from './pulse-streams.ts'

interface DuckOthersParts {
  readonly sound: OtherSound
  /** Processes of Warbler. */
  readonly ownPids: () => ReadonlySet<string>
  /** Where what was lowered is written before it is lowered. */
  readonly file: JsonFile
  readonly clock: Clock
  /** There is no way to lower anything; told once. */
  readonly onUnavailable: () => void
}

export interface DuckOthers {
  readonly want: (quiet: boolean) => void
  /** Gives everything back. */
  readonly dispose: () => Promise<void>
}

/** A breath between two turns is no reason to raise the music. */
const RELEASE_MS = 900
/** A song that begins meanwhile is lowered, too. */
const LOOK_AGAIN_MS = 1000

const recordSchema = z.object({
  index: z.number(),
  pid: z.string(),
  kind: z.string(),
  before: z.array(z.number()),
  ducked: z.array(z.number()),
})
const fileSchema = z.object({ streams: z.array(recordSchema) })

const readDucked = (file: JsonFile): readonly DuckedStream[] => {
  const parsed = fileSchema.safeParse(file.store)
  return parsed.success ? parsed.data.streams : []
}

/**
 * Lowers what other programs play while Warbler listens or speaks.
 *
 * Invariants:
 * 1. What is lowered was written down before: whatever ends Warbler, the next start gives it back.
 * 2. Only what was lowered here is raised, to what it was, and only where nobody changed it meanwhile.
 * 3. The sound server is asked for one thing at a time.
 */
export const createDuckOthers = (parts: DuckOthersParts): DuckOthers => {
  const { sound, ownPids, file, clock, onUnavailable } = parts
  let ducked = readDucked(file)
  let wanted = false
  let isUnavailable = false
  let work: Promise<void> = Promise.resolve()
  let cancelTimer: () => void = () => undefined

  /** Whether it is written down. */
  const keep = (streams: readonly DuckedStream[]): boolean => {
    try {
      file.store = { streams }
    } catch {
      return false
    }
    ducked = streams
    return true
  }

  const duck = async (): Promise<void> => {
    const streams = toDuck(await sound.list(), ownPids(), ducked)
    if (streams.length === 0) return
    // On a full disk others stay as loud as they are: nobody would know how loud that was.
    if (!keep([...ducked, ...streams])) return
    for (const { index, ducked: volumes } of streams) await sound.setVolumes(index, volumes)
  }

  const restore = async (): Promise<void> => {
    if (ducked.length === 0) return
    const { restore: given, left } = toRestore(await sound.list(), ducked)
    for (const { index, volumes } of given) await sound.setVolumes(index, volumes)
    // What cannot be written now is given back; at the next start it is not as it was left, and left alone.
    if (!keep(left)) ducked = left
  }

  const enqueue = (job: () => Promise<void>): void => {
    work = work.then(job).catch(() => {
      if (!isUnavailable && wanted) onUnavailable()
      isUnavailable = true
    })
  }

  const lookAgain = (): void => {
    if (!wanted || isUnavailable) return
    enqueue(duck)
    cancelTimer = clock.setTimer(LOOK_AGAIN_MS, lookAgain)
  }

  // What a crash left low.
  if (ducked.length > 0) enqueue(restore)

  return {
    want: (quiet) => {
      if (quiet === wanted) return
      wanted = quiet
      cancelTimer()
      if (quiet) {
        isUnavailable = false
        lookAgain()
      } else cancelTimer = clock.setTimer(RELEASE_MS, () => enqueue(restore))
    },
    dispose: async () => {
      cancelTimer()
      wanted = false
      enqueue(restore)
      await work
    },
  }
}
