/** What an answer to a (perhaps partial) request means for the bytes that are there already. */
type AnswerPlan =
  /** Write what comes after what is there; or from the start, where the range was ignored. */
  | { readonly kind: 'append' | 'restart'; readonly totalBytes: number | null }
  /** Everything is there. */
  | { readonly kind: 'complete' }
  /** What is there does not fit this source: throw it away and ask for everything. */
  | { readonly kind: 'discard'; readonly detail: string }
  | { readonly kind: 'later'; readonly afterMs: number | null; readonly detail: string }
  | { readonly kind: 'refuse'; readonly detail: string }
  | { readonly kind: 'wrong-size'; readonly detail: string }

interface Answer {
  readonly status: number
  readonly contentLength: string | null
  readonly contentRange: string | null
  readonly retryAfter: string | null
}

interface Wanted {
  /** Bytes that are in the part file, and that the range was asked for from. */
  readonly haveBytes: number
  /** Of the whole file; null where only the server can tell. */
  readonly expectedBytes: number | null
}

/** A server may ask for hours; a person waits seconds before the next source is the better answer. */
const LONGEST_RETRY_AFTER_MS = 10_000

const bytesIn = (header: string | null): number | null =>
  header !== null && /^\d+$/.test(header) ? Number(header) : null

const retryAfterMs = (header: string | null): number | null => {
  const seconds = bytesIn(header)
  return seconds === null ? null : Math.min(seconds * 1000, LONGEST_RETRY_AFTER_MS)
}

const withSize = (
  kind: 'append' | 'restart',
  totalBytes: number | null,
  expectedBytes: number | null,
): AnswerPlan =>
  totalBytes !== null && expectedBytes !== null && totalBytes !== expectedBytes
    ? { kind: 'wrong-size', detail: `${totalBytes} bytes announced, ${expectedBytes} expected` }
    : { kind, totalBytes: totalBytes ?? expectedBytes }

const planPartial = (answer: Answer, { haveBytes, expectedBytes }: Wanted): AnswerPlan => {
  const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(answer.contentRange ?? '')
  const detail = `Content-Range ${answer.contentRange ?? 'absent'}, ${haveBytes} bytes are there`
  if (range === null) return { kind: 'discard', detail }
  const [start, end, total] = [Number(range[1]), Number(range[2]), bytesIn(range[3] ?? null)]
  if (start !== haveBytes || end < start) return { kind: 'discard', detail }
  if (total !== null && end !== total - 1) return { kind: 'discard', detail }
  return withSize('append', total ?? end + 1, expectedBytes)
}

/** The total a 416 names, as in `bytes *` + `/1234`. */
const planUnsatisfiable = (answer: Answer, { haveBytes, expectedBytes }: Wanted): AnswerPlan => {
  const total = bytesIn(/^bytes \*\/(\d+)$/.exec(answer.contentRange ?? '')?.[1] ?? null)
  const whole = expectedBytes ?? total
  if (whole !== null && whole === haveBytes && (total ?? whole) === whole) {
    return { kind: 'complete' }
  }
  const detail = `416 for byte ${haveBytes} of ${total ?? 'unknown'}`
  return haveBytes > 0 ? { kind: 'discard', detail } : { kind: 'refuse', detail }
}

/** Reads status and headers; total, so that a server's every mood has a name. */
export const planForAnswer = (answer: Answer, wanted: Wanted): AnswerPlan => {
  const { status } = answer
  if (status === 206) return planPartial(answer, wanted)
  if (status === 200) {
    return withSize('restart', bytesIn(answer.contentLength), wanted.expectedBytes)
  }
  if (status === 416) return planUnsatisfiable(answer, wanted)
  if (status === 408 || status === 429 || status >= 500) {
    return { kind: 'later', afterMs: retryAfterMs(answer.retryAfter), detail: `status ${status}` }
  }
  return { kind: 'refuse', detail: `status ${status}` }
}
