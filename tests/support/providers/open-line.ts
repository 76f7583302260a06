import type { CodedError } from '../../../electron/contracts/errors.ts'
import type {
  EngineInUse,
  EngineLine,
  EngineOpened,
  EngineOut,
  EngineUsage,
} from '../../../electron/contracts/workers.ts'
import type {
  LineEngine,
  LineParts,
  LineReport,
} from '../../../electron/engines/line/line-parts.ts'
import { VirtualTime } from '../virtual-time.ts'

interface RecordedParts<Engine extends LineEngine> {
  readonly parts: LineParts<Engine>
  /** What the line told, in order. */
  readonly record: {
    readonly inUse: readonly EngineInUse[]
    readonly outs: readonly EngineOut[]
    readonly usage: readonly EngineUsage[]
    readonly opened: readonly EngineOpened[]
    readonly waits: readonly { readonly forMs: number; readonly because: CodedError }[]
  }
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
  const outs: EngineOut[] = []
  const usage: EngineUsage[] = []
  const opened: EngineOpened[] = []
  const waits: { forMs: number; because: CodedError }[] = []
  const report: LineReport = {
    inUse: (use) => void inUse.push(use),
    out: (out) => void outs.push(out),
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
  return { parts, record: { inUse, outs, usage, opened, waits }, time }
}
