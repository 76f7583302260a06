import { z } from 'zod'
import { succeed, type Result } from '../../contracts/errors.ts'
import type { Provider } from '../../contracts/providers.ts'
import {
  priceSchema,
  readUsageFile,
  type UsageByMonth,
  type UsageSnapshot,
} from '../../contracts/usage.ts'
import type { EngineUsage } from '../../contracts/workers.ts'
import {
  addUsage,
  capState,
  costOf,
  dollarsOf,
  monthOf,
  type CapState,
} from '../../core/usage/add-usage.ts'
import type { JsonFile } from '../storage/settings-store.ts'
import { storageError } from '../storage/storage-failure.ts'
import { isOnThisMachine } from './engine-lines.ts'
import table from '../../../resources/providers/prices.json' with { type: 'json' }

const prices = z.record(z.string(), priceSchema).parse(table.models)

interface UsageMeterParts {
  readonly file: JsonFile
  readonly now: () => Date
  readonly providers: () => readonly Provider[]
  readonly capDollars: () => number | null
  /** The cap came near, was reached, or is out of sight again. */
  readonly onCap: (state: CapState) => void
  readonly onChange: (usage: UsageSnapshot) => void
}

/**
 * Counts what providers were used for.
 *
 * Invariants:
 * 1. What cannot be written is counted all the same, for as long as this run lasts.
 * 2. What another process (`--ask`) has written meanwhile is not lost.
 * 3. `onCap` is called when the state changes, and not for what it was at the start.
 * 4. Whatever changes the snapshot for who looks at it is told: what was used, and whether the cap holds.
 */
export class UsageMeter {
  readonly #parts: UsageMeterParts
  #all: UsageByMonth
  #cap: CapState
  /** The file does not hold what is counted here. */
  #isAhead = false

  constructor(parts: UsageMeterParts) {
    this.#parts = parts
    this.#all = this.#read() ?? {}
    this.#cap = this.#capNow()
  }

  get capped(): boolean {
    return this.#capNow() === 'reached'
  }

  snapshot(): UsageSnapshot {
    const month = monthOf(this.#parts.now())
    return {
      month,
      providers: this.#all[month] ?? {},
      dollars: dollarsOf(this.#all, month),
      capDollars: this.#parts.capDollars(),
      capped: this.capped,
    }
  }

  add(usage: EngineUsage): void {
    const slash = usage.model.indexOf('/')
    const [id, model] = [usage.model.slice(0, slash), usage.model.slice(slash + 1)]
    const provider = this.#parts.providers().find((one) => one.id === id)
    const isFree = provider !== undefined && isOnThisMachine(provider)
    const dollars = isFree ? 0 : costOf(usage, prices[model])
    const before = this.#isAhead ? this.#all : (this.#read() ?? this.#all)
    this.#all = addUsage(before, monthOf(this.#parts.now()), id, usage, dollars)
    try {
      this.#parts.file.store = this.#all
      this.#isAhead = false
    } catch {
      // A full disk is told where words are stored; a meter must not cost an answer.
      this.#isAhead = true
    }
    if (!this.look()) this.#parts.onChange(this.snapshot())
  }

  /** Counts from zero again. Fails as files do; what is counted is forgotten all the same. */
  clear(): Result<null> {
    const { file, onChange } = this.#parts
    this.#all = {}
    this.#isAhead = true
    try {
      file.store = {}
      this.#isAhead = false
      return succeed(null)
    } catch (thrown) {
      return { ok: false, error: storageError(thrown, 'usage.json') }
    } finally {
      if (!this.look()) onChange(this.snapshot())
    }
  }

  /** To be called when the cap or the month may have changed. Tells whether what the cap means has. */
  look(): boolean {
    const cap = this.#capNow()
    if (cap === this.#cap) return false
    this.#cap = cap
    this.#parts.onCap(cap)
    this.#parts.onChange(this.snapshot())
    return true
  }

  /** null where the file cannot be used. */
  #read(): UsageByMonth | null {
    try {
      return readUsageFile(this.#parts.file.store)
    } catch {
      return null
    }
  }

  #capNow(): CapState {
    return capState(dollarsOf(this.#all, monthOf(this.#parts.now())), this.#parts.capDollars())
  }
}
