import { z } from 'zod'
import {
  AHEAD_MS,
  agesBy,
  clockShows,
  clockShowsAtStart,
  clockWasSet,
  clockWentOn,
  NEW_RECORD,
  type ClockRecord,
} from '../../core/retention/clock-record.ts'
import type { Ages } from '../../core/retention/over.ts'
import type { JsonFile } from './settings-store.ts'

interface KeptClockParts {
  readonly file: JsonFile
  /** Epoch ms by the wall clock. */
  readonly wallMs: () => number
  /** Since the machine was started, with its sleep: no one sets it. */
  readonly upMs: () => number
}

const stretchSchema = z.object({ fromMs: z.number(), toMs: z.number() })
const recordSchema = z.object({
  latestMs: z.number().nullable(),
  doubtful: z.array(stretchSchema),
  wrong: z.array(stretchSchema.extend({ rightMs: z.number() })),
})

/** What a crash may lose of it; the record leaves an hour of room. */
const WRITE_EACH_MS = 10 * 60_000

/**
 * The wall clock, and whether ages can be told by it.
 *
 * Invariants:
 * 1. It is looked at at each start, each hour, whenever a turn is kept and before anything is erased for its age:
 *    what was kept by a wrong clock lies in a stretch of the record, or in the hour around it.
 * 2. A record that cannot be read or written costs what was known of earlier runs, and nothing else.
 */
export class KeptClock {
  readonly #parts: KeptClockParts
  #record: ClockRecord
  #written: ClockRecord
  /** Since when, by the clock, it goes on as it does. */
  #sinceMs: number
  #last: { readonly wallMs: number; readonly upMs: number }

  constructor(parts: KeptClockParts) {
    this.#parts = parts
    const read = recordSchema.safeParse(stored(parts.file))
    this.#record = read.success ? read.data : NEW_RECORD
    this.#written = this.#record
    this.#last = { wallMs: parts.wallMs(), upMs: parts.upMs() }
    this.#sinceMs = this.#last.wallMs
    this.#record = clockShowsAtStart(this.#record, this.#last.wallMs)
    this.#write()
  }

  /** Epoch ms by the wall clock. To be asked when something is kept. */
  now(): number {
    const wallMs = this.#parts.wallMs()
    const upMs = this.#parts.upMs()
    const wouldBeMs = this.#last.wallMs + upMs - this.#last.upMs
    if (Math.abs(wallMs - wouldBeMs) > AHEAD_MS) {
      this.#record = clockWasSet(this.#record, { fromMs: this.#sinceMs, toMs: wouldBeMs })
      this.#record = clockShows(this.#record, wallMs)
      this.#sinceMs = wallMs
    } else this.#record = clockWentOn(this.#record, this.#last.wallMs, wallMs)
    this.#last = { wallMs, upMs }
    this.#write()
    return wallMs
  }

  /** What ages are told by now. */
  ages(): Ages {
    const nowMs = this.now()
    return agesBy(this.#record, nowMs)
  }

  #write(): void {
    if (!isNews(this.#written, this.#record)) return
    this.#written = this.#record
    try {
      this.#parts.file.store = { ...this.#record }
    } catch {
      // A full disk is told where words are stored.
    }
  }
}

const stored = (file: JsonFile): unknown => {
  try {
    return file.store
  } catch {
    return null
  }
}

const isNews = (before: ClockRecord, after: ClockRecord): boolean =>
  Math.abs((after.latestMs ?? 0) - (before.latestMs ?? 0)) >= WRITE_EACH_MS ||
  JSON.stringify(after.wrong) !== JSON.stringify(before.wrong) ||
  after.doubtful.length !== before.doubtful.length ||
  after.doubtful.some(({ toMs }, at) => toMs - (before.doubtful[at]?.toMs ?? 0) >= WRITE_EACH_MS)
