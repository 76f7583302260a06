import type { CodedError } from '../../contracts/errors.ts'
import { verdictOn } from './verdicts.ts'

/**
 * How the engines of one line are, and which of them serves: a value and functions of it.
 *
 * 1. A failure that the request is to blame for changes nothing.
 * 2. An engine that failed is not used until a probe, or a request that had no other choice,
 *    succeeded: a person who waits pays for no experiment.
 * 3. Where all have failed, all are tried, in their order.
 * 4. A probe brings an engine back, but only a request forgets how often it failed: one that lists its
 *    models and answers nothing is tried ever more rarely.
 */
interface MemberHealth {
  /** Why it is out; null: it serves. */
  readonly failure: CodedError | null
  /** Failures since it last answered, probes included. */
  readonly failures: number
  /** When it is to be probed; null while it serves. */
  readonly probeAtMs: number | null
}
export type LineHealth = readonly MemberHealth[]

const WELL: MemberHealth = { failure: null, failures: 0, probeAtMs: null }
/** Doubling from the verdict's own pause; a server that is off for the night is asked this often. */
const LONGEST_PROBE_PAUSE_MS = 5 * 60_000
/** By then every pause is the longest; 2 to the power of a thousand is none. */
const MOST_DOUBLINGS = 20

export const wellLine = (count: number): LineHealth => Array.from({ length: count }, () => WELL)

const replaced = (health: LineHealth, index: number, member: MemberHealth): LineHealth =>
  health.map((one, at) => (at === index ? member : one))

export const withSuccess = (health: LineHealth, index: number): LineHealth =>
  health[index] === undefined || health[index].failures === 0
    ? health
    : replaced(health, index, WELL)

/** It answers again, as far as a probe can tell. */
export const withProbe = (health: LineHealth, index: number): LineHealth => {
  const member = health[index]
  return member === undefined || member.failure === null
    ? health
    : replaced(health, index, { ...member, failure: null, probeAtMs: null })
}

export const withFailure = (
  health: LineHealth,
  index: number,
  failure: CodedError,
  nowMs: number,
): LineHealth => {
  const { kind, probeAfterMs } = verdictOn(failure)
  if (kind === 'request') return health
  // Several requests find out the same thing at once: it is one failure, until the next probe.
  const known = health[index]
  const isKnown = known?.failure != null && known.probeAtMs !== null && known.probeAtMs > nowMs
  if (isKnown && verdictOn(known.failure).kind === kind) return health
  const failures = (health[index]?.failures ?? 0) + 1
  const pauseMs = Math.min(
    probeAfterMs * 2 ** Math.min(failures - 1, MOST_DOUBLINGS),
    Math.max(LONGEST_PROBE_PAUSE_MS, probeAfterMs),
  )
  return replaced(health, index, { failure, failures, probeAtMs: nowMs + pauseMs })
}

/** The members in the order in which the next request tries them. */
export const orderOf = (health: LineHealth): readonly number[] => {
  const all = health.map((_, index) => index)
  const well = all.filter((index) => health[index]?.failure === null)
  return well.length > 0 ? well : all
}

/** None of them serves. */
export const isOut = (health: LineHealth): boolean =>
  health.every(({ failure }) => failure !== null)

/** The member that serves now, and why the one before it does not; the first where none serves. */
export const inUse = (
  health: LineHealth,
): { readonly index: number; readonly because: CodedError | null } => {
  const index = Math.max(
    0,
    health.findIndex(({ failure }) => failure === null),
  )
  return { index, because: index === 0 ? null : (health[index - 1]?.failure ?? null) }
}

/** When the next probe is due; null where none is. */
export const nextProbeAtMs = (health: LineHealth): number | null => {
  const due = health.flatMap(({ probeAtMs }) => (probeAtMs === null ? [] : [probeAtMs]))
  return due.length === 0 ? null : Math.min(...due)
}

/** Members whose probe is due. */
export const dueProbes = (health: LineHealth, nowMs: number): readonly number[] =>
  health.flatMap(({ probeAtMs }, index) =>
    probeAtMs !== null && probeAtMs <= nowMs ? [index] : [],
  )
