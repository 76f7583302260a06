import type { CodedError } from '../../../electron/contracts/errors.ts'
import type {
  EngineInUse,
  EngineLine,
  EngineOpened,
  EngineUsage,
} from '../../../electron/contracts/workers.ts'
import type {
  LineEngine,
  LineParts,
  LineReport,
} from '../../../electron/engines/line/line-parts.ts'
import { VirtualTime } from '../virtual-time.ts'

/** What a line told, in order. */
export interface LineRecord {
  readonly inUse: readonly EngineInUse[]
  readonly usage: readonly EngineUsage[]
  readonly opened: readonly EngineOpened[]
  readonly waits: readonly { readonly forMs: number; readonly because: CodedError }[]
}

export interface RecordedParts<Engine extends LineEngine> {
  readonly parts: LineParts<Engine>
  readonly record: LineRecord
  readonly time: VirtualTime
}

/**
 * What a line is made of, on virtual time. A pause before another try takes no time: it is over as
 * soon as it has been told.
 */
export const recordedParts = <Engine extends LineEngine>(
  line: EngineLine,
  open: LineParts<Engine>['open'],
  { unloadAfterMs = null }: { readonly unloadAfterMs?: number | null } = {},
): RecordedParts<Engine> => {
  const time = new VirtualTime()
  const inUse: EngineInUse[] = []
  const usage: EngineUsage[] = []
  const opened: EngineOpened[] = []
  const waits: { forMs: number; because: CodedError }[] = []
  const report: LineReport = {
    inUse: (use) => void inUse.push(use),
    measured: () => undefined,
    opened: (one) => void opened.push(one),
    usage: (used) => void usage.push(used),
    waiting: (forMs, because) => {
      waits.push({ forMs, because })
      setImmediate(() => time.advance(forMs))
    },
  }
  const parts: LineParts<Engine> = {
    line,
    open,
    fallbackCode: 'internal.unexpected',
    unloadAfterMs,
    report,
    clock: time.clock,
  }
  return { parts, record: { inUse, usage, opened, waits }, time }
}
