/**
 * Bodies that end. A few kilobytes of a compressed answer may be gigabytes of it, and both the SDK and
 * `json()` read all before they look at any.
 */

/** Words, lists of models, errors. The longest list of a router is 1 MB. */
const LONGEST_TEXT_BYTES = 4 * 1024 * 1024
/** Sound: five minutes of it at 48 kHz, where a clause has one. */
const LONGEST_SOUND_BYTES = 32 * 1024 * 1024
/** Each event of a stream. What all of them say is bounded by those who read them. */
const LONGEST_EVENT_BYTES = 4 * 1024 * 1024

const SOUND = /^(?:audio\/|application\/octet-stream)/i
const EVENTS = /^text\/event-stream/i
const EVENT_ENDS = ['\n\n', '\r\n\r\n', '\r\r'] as const

/** Counts bytes; true once there are too many. */
type Meter = (bytes: Uint8Array) => boolean

const wholeMeter = (longest: number): Meter => {
  let length = 0
  return (bytes) => {
    length += bytes.length
    return length > longest
  }
}

const eventMeter = (): Meter => {
  let length = 0
  return (bytes) => {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const end = Math.max(...EVENT_ENDS.map((mark) => chunk.lastIndexOf(mark)))
    length = end < 0 ? length + chunk.length : chunk.length - end
    return length > LONGEST_EVENT_BYTES
  }
}

const meterOf = ({ ok, headers }: Response): Meter => {
  const type = headers.get('content-type') ?? ''
  if (ok && EVENTS.test(type)) return eventMeter()
  return wholeMeter(ok && SOUND.test(type) ? LONGEST_SOUND_BYTES : LONGEST_TEXT_BYTES)
}

/** The highest that a `Response` can be made with. */
const HIGHEST_STATUS = 599

/** The same answer, whose body fails with `tooLong` and is let go of once it is longer than any could be. */
export const boundedAnswer = (answer: Response, tooLong: () => Error): Response => {
  if (answer.body === null) return answer
  const isTooLong = meterOf(answer)
  const body = answer.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (bytes, controller) => {
        if (isTooLong(bytes)) controller.error(tooLong())
        else controller.enqueue(bytes)
      },
    }),
  )
  const status = Math.min(answer.status, HIGHEST_STATUS)
  return new Response(body, { status, headers: answer.headers })
}

/** `fetch` whose answers are bounded. */
export const boundedFetch =
  (fetch: typeof globalThis.fetch, tooLong: () => Error): typeof globalThis.fetch =>
  async (input, init) =>
    boundedAnswer(await fetch(input, init), tooLong)
