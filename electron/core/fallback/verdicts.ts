import type { CodedError, ErrorCode } from '../../contracts/errors.ts'

/**
 * What a failure says of the engine it came from.
 *
 * - `request`: this one request is at fault; the engine goes on being used.
 * - `transient`: it is likely to pass; the engine is out until a probe finds it well again.
 * - `unusable`: somebody has to do something (a key, a model, money); it is probed rarely.
 */
type VerdictKind = 'request' | 'transient' | 'unusable'

interface Verdict {
  readonly kind: VerdictKind
  /** Milliseconds until the first probe. */
  readonly probeAfterMs: number
}

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS

/** A key or a model that is wrong stays wrong until somebody changes it; servers are mended, though. */
const UNUSABLE: Verdict = { kind: 'unusable', probeAfterMs: 5 * MINUTE_MS }
/** A server that starts, a network that comes back. */
const TRANSIENT: Verdict = { kind: 'transient', probeAfterMs: 5 * SECOND_MS }
const REQUEST: Verdict = { kind: 'request', probeAfterMs: 0 }

/**
 * The one table. What is not in it comes from an engine on this machine and is transient: one that is
 * open serves again after a pause, and one that is not is opened again.
 */
export const VERDICTS: Readonly<Partial<Record<ErrorCode, Verdict>>> = {
  'provider.unreachable': TRANSIENT,
  // Limits of free plans are per minute.
  'provider.rate-limited': { kind: 'transient', probeAfterMs: 20 * SECOND_MS },
  'provider.overloaded': { kind: 'transient', probeAfterMs: 10 * SECOND_MS },
  'provider.stalled': { kind: 'transient', probeAfterMs: 10 * SECOND_MS },
  'provider.cut-off': TRANSIENT,
  // A hotel's sign-in page, a proxy's: it stays until the person has been there.
  'provider.unreadable': { kind: 'transient', probeAfterMs: 15 * SECOND_MS },
  // Told where somebody asks and nothing is set up; no engine of a line can have it.
  'provider.none': UNUSABLE,
  'provider.key-missing': UNUSABLE,
  'provider.key-rejected': UNUSABLE,
  'provider.model-unknown': UNUSABLE,
  'provider.quota-exhausted': { kind: 'unusable', probeAfterMs: 15 * MINUTE_MS },
  'provider.capped': { kind: 'unusable', probeAfterMs: 15 * MINUTE_MS },
  'provider.capped-alone': { kind: 'unusable', probeAfterMs: 15 * MINUTE_MS },
  'provider.refused': REQUEST,
  'provider.filtered': REQUEST,
  'stt.model-missing': UNUSABLE,
  'llm.model-missing': UNUSABLE,
  'tts.model-missing': UNUSABLE,
  'engine.native-module-missing': UNUSABLE,
  'model.damaged': UNUSABLE,
  'model.not-enough-memory': UNUSABLE,
}

/** A server that says "at once", or names a moment that has passed, would be asked again without a pause. */
const SHORTEST_PROBE_PAUSE_MS = SECOND_MS
/** A `Retry-After` of an hour is a provider's way to say no; it is asked again before that. */
const LONGEST_PROBE_PAUSE_MS = 5 * MINUTE_MS

export const verdictOn = ({ code, params }: CodedError): Verdict => {
  const verdict = VERDICTS[code] ?? TRANSIENT
  const wantedSeconds = params?.['retryAfterSeconds']
  if (verdict.kind !== 'transient' || typeof wantedSeconds !== 'number') return verdict
  const wantedMs = wantedSeconds * SECOND_MS
  // That is no pause, and nothing that a limit could mean.
  if (!(wantedMs > 0)) return verdict
  const probeAfterMs = Math.min(Math.max(wantedMs, SHORTEST_PROBE_PAUSE_MS), LONGEST_PROBE_PAUSE_MS)
  return { ...verdict, probeAfterMs }
}
