import { CodedFailure, toCodedError, type CodedError } from '../../contracts/errors.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import {
  inUse,
  isOut,
  orderOf,
  wellLine,
  withFailure,
  withProbe,
  withSuccess,
  type LineHealth,
} from '../../core/fallback/line-health.ts'
import { createIdleClock, type IdleClock } from './idle-clock.ts'
import { isLocal, type LineEngine, type LineParts } from './line-parts.ts'
import { createLineProbes, type LineProbes } from './line-probes.ts'
import { OpenEngines } from './open-engines.ts'

/** A probe that takes longer than this has failed: a person would not have waited for it either. */
const PROBE_LIMIT_MS = 10_000

/**
 * The engines of one line: opened when they are needed, probed while they are out, unloaded when
 * nobody needs them.
 *
 * Invariants
 * 1. `inUse` is reported at the start and whenever another engine serves, and never twice alike. While
 *    none of them serves nothing is reported: whoever asks is told the failure.
 * 2. An engine that works is not unloaded.
 * 3. After `dispose` nothing is opened, probed or reported.
 */
export class LineMembers<Engine extends LineEngine> {
  readonly #parts: LineParts<Engine>
  readonly #engines: OpenEngines<Engine>
  readonly #idle: IdleClock
  readonly #probes: LineProbes
  #health: LineHealth
  #told = ''
  #disposed = false

  constructor(parts: LineParts<Engine>) {
    this.#parts = parts
    this.#engines = new OpenEngines(parts)
    this.#health = wellLine(parts.line.length)
    const { clock, unloadAfterMs, line } = parts
    this.#idle = createIdleClock(clock, unloadAfterMs, () => {
      for (const [index, model] of line.entries()) if (isLocal(model)) this.#engines.close(index)
    })
    this.#probes = createLineProbes({
      clock,
      health: () => this.#health,
      ask: async (index) => {
        const engine = await this.engine(index)
        await engine.probe?.(AbortSignal.timeout(PROBE_LIMIT_MS))
      },
      serves: (index) => this.#become(withProbe(this.#health, index)),
      failed: (index, error) => void this.failed(index, error),
    })
  }

  /** Index of the engine that serves now. */
  get current(): number {
    return inUse(this.#health).index
  }

  /** The members in the order in which a request is to try them. */
  order(): readonly number[] {
    return orderOf(this.#health)
  }

  /** Opens the first one that can be opened. @throws what the last one failed with */
  async start(): Promise<{ readonly model: EngineModel; readonly engine: Engine }> {
    let failure: unknown
    for (const [index, model] of this.#parts.line.entries()) {
      try {
        const engine = await this.engine(index)
        // A server may be off: that is found out now, and not by the first question, and before it is
        // said to serve.
        if (engine.probe === undefined) this.#tellUse()
        else void this.#probes.probe(index).finally(() => this.#tellUse())
        this.#idle.renew()
        return { model, engine }
      } catch (error) {
        failure = error
        this.failed(index, error)
      }
    }
    throw failure
  }

  /** @throws CodedFailure where it cannot be opened */
  engine(index: number): Promise<Engine> {
    return this.#engines.get(index)
  }

  /** Tells all that are open. */
  each(tell: (engine: Engine) => void): void {
    this.#engines.each(tell)
  }

  /** To be called around each use; returns what ends it. */
  begin(): () => void {
    return this.#idle.begin()
  }

  /** Somebody begins to speak: what will be asked is opened ahead. */
  wake(index = this.current): void {
    // What is asked for next finds out why it cannot be opened.
    if (!this.#engines.has(index)) void this.engine(index).catch(() => undefined)
    this.#idle.renew()
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

  /** What somebody else found of one of them; of one that is not in the line nothing. */
  tested(model: string, error: CodedError | null): void {
    const index = this.#parts.line.findIndex(({ id }) => id === model)
    if (index < 0) return
    if (error === null) this.#become(withProbe(this.#health, index))
    else this.failed(index, new CodedFailure(error))
  }

  async dispose(): Promise<void> {
    this.#disposed = true
    this.#probes.stop()
    this.#idle.dispose()
    await this.#engines.dispose()
  }

  #become(health: LineHealth): void {
    if (this.#disposed || health === this.#health) return
    this.#health = health
    this.#tellUse()
    this.#probes.schedule()
  }

  #tellUse(): void {
    if (this.#disposed || isOut(this.#health)) return
    const { index, because } = inUse(this.#health)
    const model = this.#parts.line[index]?.id ?? ''
    const told = `${model} ${because?.code ?? ''}`
    if (told === this.#told) return
    this.#told = told
    this.#parts.report.inUse({ type: 'in-use', model, because })
    // What takes over is open before the next question, as far as there is time.
    if (!this.#engines.has(index)) this.wake()
  }
}
