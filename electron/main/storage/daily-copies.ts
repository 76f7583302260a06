import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { CodedError } from '../../contracts/errors.ts'
import type { Clock } from '../workers/clock.ts'
import type { SpawnWorker, WorkerProcess } from '../workers/process-host.ts'
import {
  copyName,
  dropOldCopies,
  dropUnfinished,
  isCopyDue,
  isFromAfter,
  newestCopies,
  PART,
} from './copies.ts'
import type { CopyOutcome, CopyRequest } from './copy-transcripts.ts'
import { isBig } from './open-database.ts'

interface DailyCopiesParts {
  /** The database. */
  readonly file: string
  readonly spawn: SpawnWorker
  readonly clock: Clock
  /** Epoch ms by the wall clock. */
  readonly now: () => number
  /** The run before did not end by itself. */
  readonly wasCutOff: boolean
  /** The database turned out to be damaged. */
  readonly onDamaged: (error: CodedError) => void
}

/** When the engines have loaded: a copy takes the disk and a core for half a second. */
const FIRST_LOOK_MS = 90_000
/** A machine that is never shut down has its copies, too. */
const LOOK_EACH_MS = 60 * 60_000
/** A transcript may be large: as many as it takes to notice on Monday what went wrong on Friday. */
const KEPT = 3
/** A disk that has not answered by then is no place for a copy. */
const LIMIT_MS = 5 * 60_000
/** Last of all in the system's queue. */
const NICENESS = 19

/**
 * Keeps a copy of the transcript of each day on which something was said.
 *
 * Invariants:
 * 1. A copy counts once it was read back, and then replaces nothing but the oldest.
 * 2. Whatever erases what was said removes every copy, one that is being made too: it finds no file to name
 *    then, and is made again within the hour.
 * 3. What was not finished, by whatever end, is removed: at the end of its process, or at the next start.
 * 4. After a run that was cut off a large database, which the start does not check, is checked by it.
 * 5. A folder that cannot be used costs copies, and nothing else: it is looked at again each hour.
 */
export const createDailyCopies = (parts: DailyCopiesParts) => {
  const { file, clock, now } = parts
  const folder = dirname(file)
  const name = basename(file, '.db')
  let mustCheck = parts.wasCutOff && isBig(file)
  let running: WorkerProcess | null = null
  let cancel: () => void = () => undefined

  const isDue = (): boolean => {
    if (!existsSync(file)) return false
    const nowMs = now()
    const [newest] = newestCopies(folder, name, '.db', nowMs)
    if (mustCheck || newest === undefined) return true
    if (!isCopyDue(newest, nowMs)) return false
    // Of when something was changed since, another clock tells nothing.
    return isFromAfter(newest, nowMs) || !isFromAfter(newest, changedAtMs(file))
  }

  const take = (part: string, outcome: CopyOutcome): void => {
    if (outcome.type === 'failed') {
      if (outcome.error.code === 'storage.damaged') parts.onDamaged(outcome.error)
      return
    }
    mustCheck = false
    try {
      renameSync(part, part.slice(0, -PART.length))
      dropOldCopies(folder, name, '.db', now(), KEPT)
    } catch {
      // It has in it what was erased meanwhile, and was removed: the next look makes another.
    }
  }

  const copy = (): void => {
    const part = `${copyName(folder, name, '.db', now())}${PART}`
    const worker = parts.spawn(ENTRY, { name: 'copy', niceness: NICENESS })
    running = worker
    const cancelLimit = clock.setTimer(LIMIT_MS, () => worker.kill(true))
    worker.onMessage((message) => {
      // Both ends are ours and built together.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      take(part, message as CopyOutcome)
      worker.kill(false)
    })
    worker.onExit(() => {
      cancelLimit()
      running = null
      attempt(() => rmSync(part, { force: true }))
    })
    worker.postMessage({ file, part } satisfies CopyRequest, [])
  }

  const look = (): void => {
    attempt(() => {
      if (running === null && isDue()) copy()
    })
    cancel = clock.setTimer(LOOK_EACH_MS, look)
  }
  cancel = clock.setTimer(FIRST_LOOK_MS, look)
  attempt(() => dropUnfinished(folder, name))

  return {
    /** What is being made is given up: it holds on to what is about to be erased. A later look makes another. */
    stop: (): void => running?.kill(true),
    dispose: (): void => {
      cancel()
      running?.kill(true)
    },
  }
}

const ENTRY = join(import.meta.dirname, 'workers/copy.js')

/** What cannot be removed now is removed at the next start, and what cannot be looked at within the hour. */
const attempt = (act: () => void): void => {
  try {
    act()
  } catch {
    // What was not finished is under the name of no copy, and nobody reads it. Out of a timer this would end
    // the app.
  }
}

/** Commits go to the log first. */
const changedAtMs = (file: string): number =>
  Math.max(
    ...[file, `${file}-wal`].map((each) => statSync(each, { throwIfNoEntry: false })?.mtimeMs ?? 0),
  )
