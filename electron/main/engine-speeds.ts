import { z } from 'zod'
import { engineSpeedSchema, isFastEnough, type EngineSpeeds } from '../contracts/engine-speed.ts'
import type { EngineMeasured } from '../contracts/workers.ts'
import type { EngineKind } from './app-state.ts'
import type { JsonFile } from './storage/settings-store.ts'

const knownSchema = z.object({
  /** What counts; null: nothing yet. */
  speed: engineSpeedSchema.nullable(),
  atMs: z.number(),
  /** When it was found to be too slow since, while nothing else was in the way. */
  doubtsMs: z.array(z.number()),
})
type Known = z.infer<typeof knownSchema>

const fileSchema = z.object({ cores: z.number(), known: z.record(z.string(), knownSchema) })

/** That an engine is too slow is found once, and then confirmed twice. */
const SLOW_FINDINGS = 3
/** Two findings closer than this may have the same cause. */
const APART_MS = 10 * 60_000
/** A machine becomes another: new memory, another power plan, a new version of an engine. */
const STALE_MS = 30 * 24 * 60 * 60_000

/**
 * What is known of an engine after it was measured once more. Nothing makes an engine faster than it is:
 * that it holds the pace is believed at once, and that it does not when it was seen repeatedly.
 */
const withFinding = (
  known: Known = { speed: null, atMs: 0, doubtsMs: [] },
  kind: EngineKind,
  { speed, busy }: EngineMeasured,
  atMs: number,
): Known => {
  const isNews = known.speed === null || isFastEnough(kind, known.speed)
  if (isFastEnough(kind, speed) || (!busy && !isNews)) return { speed, atMs, doubtsMs: [] }
  if (busy) return known
  const last = known.doubtsMs.at(-1)
  // Either way: a clock that was ahead must not keep the next one away.
  if (last !== undefined && Math.abs(atMs - last) < APART_MS) return known
  const doubtsMs = [...known.doubtsMs, atMs]
  return doubtsMs.length < SLOW_FINDINGS ? { ...known, doubtsMs } : { speed, atMs, doubtsMs: [] }
}

/**
 * How fast engines were found to be here.
 *
 * Invariants:
 * 1. What was measured on another number of cores counts for nothing: a profile may have moved.
 * 2. What cannot be written is known all the same, for as long as this run lasts.
 * 3. No engine counts as too slow before three measurements at different times said so, none of them
 *    taken while the machine was busy with something else.
 */
export class EngineSpeedStore {
  readonly #file: JsonFile
  readonly #cores: number
  #known: Readonly<Record<string, Known>>

  constructor(file: JsonFile, cores: number) {
    this.#file = file
    this.#cores = cores
    const read = fileSchema.safeParse(file.store)
    this.#known = read.success && read.data.cores === cores ? read.data.known : {}
  }

  /** What counts. */
  get all(): EngineSpeeds {
    return Object.fromEntries(
      Object.entries(this.#known).flatMap(([id, { speed }]) =>
        speed === null ? [] : [[id, speed]],
      ),
    )
  }

  /** Whether nobody needs to measure it (again). */
  isSettled(id: string, nowMs: number): boolean {
    const known = this.#known[id]
    if (known === undefined || known.speed === null || known.doubtsMs.length > 0) return false
    return nowMs - known.atMs < STALE_MS
  }

  add(kind: EngineKind, measured: EngineMeasured, atMs: number): void {
    const { model } = measured
    const known = withFinding(this.#known[model], kind, measured, atMs)
    if (known === this.#known[model]) return
    this.#known = { ...this.#known, [model]: known }
    try {
      this.#file.store = { cores: this.#cores, known: this.#known }
    } catch {
      // It is measured again at the next start; nothing else hangs on it.
    }
  }
}
