import { toCodedError, type CodedError, type ErrorCode } from '../../contracts/errors.ts'
import type { EngineInUse, EngineLine, EngineModel, EngineUsage } from '../../contracts/workers.ts'
import {
  dueProbes,
  inUse,
  nextProbeAtMs,
  orderOf,
  wellLine,
  withFailure,
  withSuccess,
  type LineHealth,
} from '../../core/fallback/line-health.ts'

/** What a line needs of the outside. */
export interface LineClock {
  /** Milliseconds of any steady clock. */
  readonly nowMs: () => number
  /** Calls back once after the delay; returns what cancels it. */
  readonly setTimer: (delayMs: number, callback: () => void) => () => void
}

export const lineClock: LineClock = {
  nowMs: () => performance.now(),
  setTimer: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
}

/** What a line tells main without being asked. */
export interface LineReport {
  readonly inUse: (use: EngineInUse) => void
  readonly usage: (usage: EngineUsage) => void
  /** What was asked for is tried again after this long. */
  readonly waiting: (forMs: number, because: CodedError) => void
}

/** What all ports have in common. */
export interface LineEngine {
  /** Resolves if it serves; cheap, and without anything that costs money. Absent: opening it tells. */
  readonly probe?: (signal: AbortSignal) => Promise<void>
  dispose(): Promise<void>
}

export interface LineParts<Engine extends LineEngine> {
  readonly line: EngineLine
  readonly open: (model: EngineModel, report: LineReport) => Promise<Engine>
  /** What a failure without a code is. */
  readonly fallbackCode: ErrorCode
  /** After this long without a request an engine on this machine gives its memory back; null: never. */
  readonly unloadAfterMs: number | null
  readonly report: LineReport
  readonly clock: LineClock
}

/** A probe that takes longer than this has failed: a person would not have waited for it either. */
const PROBE_LIMIT_MS = 10_000

const isLocal = ({ engine }: EngineModel): boolean => !engine.startsWith('provider-')

/**
 * The engines of one line: opened when they are needed, probed while they are out, unloaded when
 * nobody needs them.
 *
 * Invariants
 * 1. An engine is open once at most; who asks while it opens waits for the same opening.
 * 2. `inUse` is reported at the start and whenever another engine serves, and never twice alike.
 * 3. After `dispose` nothing is opened, probed or reported.
 */
export class LineMembers<Engine extends LineEngine> {
  readonly #parts: LineParts<Engine>
  readonly #open = new Map<number, Promise<Engine>>()
  #health: LineHealth
  #told = ''
  #cancelProbe = () => {}
  #cancelUnload = () => {}
  #busy = 0
  #disposed = false

  constructor(parts: LineParts<Engine>) {
    this.#parts = parts
    this.#health = wellLine(parts.line.length)
  }

  get line(): EngineLine {
    return this.#parts.line
  }

  /** Index of the engine that serves now. */
  get current(): number {
    return inUse(this.#health).index
  }

  /** The members in the order in which a request is to try them. */
  order(): readonly number[] {
    return orderOf(this.#health)
  }

  isOpen(index: number): boolean {
    return this.#open.has(index)
  }

  /** Opens the first one that can be opened. @throws what the last one failed with */
  async start(): Promise<{ readonly model: EngineModel; readonly engine: Engine }> {
    let failure: unknown
    for (const index of this.order()) {
      try {
        const engine = await this.engine(index)
        this.#tellUse()
        // A server may be off: that is found out now, and not by the first question.
        if (engine.probe !== undefined) void this.#probe(index)
        const model = this.#parts.line[index]
        if (model !== undefined) return { model, engine }
      } catch (error) {
        failure = error
        this.failed(index, error)
      }
    }
    throw failure
  }

  /** @throws CodedFailure where it cannot be opened */
  engine(index: number): Promise<Engine> {
    const known = this.#open.get(index)
    if (known !== undefined) return known
    const model = this.#parts.line[index]
    if (model === undefined) throw new RangeError(`no engine ${index} in this line`)
    const opening = this.#parts.open(model, this.#parts.report)
    this.#open.set(index, opening)
    opening.catch(() => this.#open.delete(index))
    return opening
  }

  /** To be called around each use: an engine that works is not unloaded. */
  begin(): () => void {
    this.#busy += 1
    this.#cancelUnload()
    return () => {
      this.#busy -= 1
      this.#scheduleUnload()
    }
  }

  /** Somebody begins to speak: what will be asked is opened ahead. */
  wake(): void {
    const { current } = this
    if (!this.#open.has(current)) void this.engine(current).catch(() => undefined)
    if (this.#busy === 0) this.#scheduleUnload()
  }

  succeeded(index: number): void {
    this.#become(withSuccess(this.#health, index))
  }

  /** Returns the failure as it will be told. */
  failed(index: number, error: unknown): CodedError {
    const coded = toCodedError(error, this.#parts.fallbackCode)
    this.#become(withFailure(this.#health, index, coded, this.#parts.clock.nowMs()))
    return coded
  }

  async dispose(): Promise<void> {
    this.#disposed = true
    this.#cancelProbe()
    this.#cancelUnload()
    const all = [...this.#open.values()]
    this.#open.clear()
    await Promise.all(all.map(disposeOf))
  }

  #close(index: number): void {
    const open = this.#open.get(index)
    this.#open.delete(index)
    if (open !== undefined) void disposeOf(open)
  }

  #become(health: LineHealth): void {
    if (health === this.#health) return
    this.#health = health
    this.#tellUse()
    this.#scheduleProbe()
  }

  #tellUse(): void {
    if (this.#disposed) return
    const { index, because } = inUse(this.#health)
    const model = this.#parts.line[index]?.id ?? ''
    const told = `${model} ${because?.code ?? ''}`
    if (told === this.#told) return
    this.#told = told
    this.#parts.report.inUse({ type: 'in-use', model, because })
  }

  #scheduleProbe(): void {
    const { clock } = this.#parts
    this.#cancelProbe()
    const dueAtMs = nextProbeAtMs(this.#health)
    // Where there is nothing else to use, the next request is the probe.
    if (dueAtMs === null || this.#disposed || this.#parts.line.length === 1) return
    this.#cancelProbe = clock.setTimer(Math.max(0, dueAtMs - clock.nowMs()), () => {
      for (const index of dueProbes(this.#health, clock.nowMs())) void this.#probe(index)
    })
  }

  async #probe(index: number): Promise<void> {
    try {
      const engine = await this.engine(index)
      await engine.probe?.(AbortSignal.timeout(PROBE_LIMIT_MS))
      if (!this.#disposed) this.succeeded(index)
    } catch (error) {
      if (!this.#disposed) this.failed(index, error)
    }
  }

  #scheduleUnload(): void {
    const { unloadAfterMs, clock, line } = this.#parts
    this.#cancelUnload()
    if (unloadAfterMs === null || this.#busy > 0 || this.#disposed) return
    this.#cancelUnload = clock.setTimer(unloadAfterMs, () => {
      for (const [index, model] of line.entries()) if (isLocal(model)) this.#close(index)
    })
  }
}

const disposeOf = async (opening: Promise<LineEngine>): Promise<void> => {
  const engine = await opening.catch(() => null)
  await engine?.dispose()
}
