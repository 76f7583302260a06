import { CodedFailure, type CodedError } from '../../contracts/errors.ts'
import { verdictOn } from '../../core/fallback/verdicts.ts'
import type { LineMembers } from './line-members.ts'
import type { LineClock, LineEngine, LineReport } from './line-parts.ts'

/** Where nothing else is to be had, it is tried again after so long: a busy server asks for no more. */
const RETRY_AFTER_MS = 700
/** A person who waits for an answer does not wait longer than this for a retry. */
const LONGEST_RETRY_MS = 6000
const RETRIES = 1

/** How long to wait for another try of all, or null where it is of no use. */
const retryAfterMs = (failure: CodedError): number | null => {
  const { kind } = verdictOn(failure)
  if (kind !== 'transient' || !failure.code.startsWith('provider.')) return null
  const wanted = failure.params?.['retryAfterSeconds']
  if (typeof wanted !== 'number') return RETRY_AFTER_MS
  return wanted * 1000 > LONGEST_RETRY_MS ? null : Math.max(RETRY_AFTER_MS, wanted * 1000)
}

/**
 * Asks one engine after the other, in the line's order, until `attempt` succeeds. Where somebody
 * aborted nobody else is asked, and it ends without an error.
 * @throws CodedFailure the failure of the first of them: what the person chose, and may mend.
 */
export const tryInOrder = async function* <Engine extends LineEngine, Part>(
  members: LineMembers<Engine>,
  report: LineReport,
  clock: LineClock,
  signal: AbortSignal,
  attempt: (engine: Engine) => AsyncIterable<Part>,
): AsyncGenerator<Part, void> {
  const end = members.begin()
  try {
    for (let round = 0; ; round += 1) {
      let first: CodedError | null = null
      for (const index of members.order()) {
        // Whoever watches over the request grants the next one its own time.
        if (first !== null) report.waiting(0, first)
        try {
          yield* attempt(await members.engine(index))
          // One that was stopped in time has shown nothing.
          if (!signal.aborted) members.succeeded(index)
          return
        } catch (error) {
          if (signal.aborted) return
          const failure = members.failed(index, error)
          first ??= failure
        }
      }
      const failure: CodedError = first ?? { code: 'internal.unexpected', detail: 'an empty line' }
      const pauseMs = round < RETRIES ? retryAfterMs(failure) : null
      if (pauseMs === null) throw new CodedFailure(failure)
      report.waiting(pauseMs, failure)
      await pause(clock, pauseMs, signal)
      if (signal.aborted) return
    }
  } finally {
    end()
  }
}

const pause = (clock: LineClock, forMs: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      cancel()
      signal.removeEventListener('abort', done)
      resolve()
    }
    const cancel = clock.setTimer(forMs, done)
    signal.addEventListener('abort', done)
  })
