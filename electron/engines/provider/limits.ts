import { CodedFailure } from '../../contracts/errors.ts'
import type { ProviderConnection } from './connection.ts'

/**
 * How long an answer may stand still. Neither the SDK's timeout nor `fetch` covers a stream that
 * stalls, and one that is aborted while it stalls ends without an error.
 *
 * Thoughts, and events that nobody knows, do not count as words: a model may have many between two of
 * them, and main hears of none.
 *
 * All leave the next engine of the line some time within the limits of main's clients (30 s for a first
 * token, 15 s for the next one, a transcript or a clause), which would end the whole worker.
 */
interface StreamLimits {
  readonly firstMs: number
  readonly nextMs: number
  /** Until the first word of a text, thinking included, or until all of a sound or a transcript. */
  readonly latestMs: number
  /** Between two words of a text, whatever comes meanwhile. */
  readonly wordsMs: number
}

/** What is waited for: words that a model writes, sound that is made, or the words of a sound, all at once. */
export type CallKind = 'text' | 'sound' | 'transcript'

/** Rivals' slowest first tokens are 5 s; nobody waits for longer. */
const REMOTE: Readonly<Record<CallKind, StreamLimits>> = {
  text: { firstMs: 12_000, nextMs: 8_000, latestMs: 20_000, wordsMs: 10_000 },
  sound: { firstMs: 8_000, nextMs: 4_000, latestMs: 13_000, wordsMs: 13_000 },
  transcript: { firstMs: 8_000, nextMs: 4_000, latestMs: 13_000, wordsMs: 13_000 },
}
/** Ollama, LM Studio and Speaches load a model when it is first asked for. */
const ON_THIS_MACHINE: Readonly<Record<CallKind, StreamLimits>> = {
  text: { firstMs: 20_000, nextMs: 12_000, latestMs: 24_000, wordsMs: 12_000 },
  sound: { firstMs: 10_000, nextMs: 4_000, latestMs: 13_000, wordsMs: 13_000 },
  transcript: { firstMs: 13_000, nextMs: 4_000, latestMs: 13_000, wordsMs: 13_000 },
}

/** What the engine's options say (tests are shorter), or what its place makes sensible. */
export const limitsOf = (
  { onThisMachine, limits }: Pick<ProviderConnection, 'onThisMachine' | 'limits'>,
  kind: CallKind,
): StreamLimits => {
  const usual = (onThisMachine ? ON_THIS_MACHINE : REMOTE)[kind]
  return { ...usual, ...limits, wordsMs: limits?.wordsMs ?? usual.wordsMs }
}

/** Behind its end a reply has nothing but its count of tokens to come, and somebody waits for it. */
const LAST_MS = 500

export interface Call {
  /** For the request: aborts with the caller's signal, and when time is up. */
  readonly signal: AbortSignal
  /** Something came: the clock for the next piece starts. */
  readonly progress: () => void
  /** Words have come, or sound that is played as it comes: the clock for the next ones starts. */
  readonly spoken: () => void
  /** What matters has come. */
  readonly whole: () => void
  /** Something came already. */
  readonly begun: () => boolean
  /** The failure where time was up; null otherwise. */
  readonly stalled: () => CodedFailure | null
  readonly end: () => void
}

/** Watches over one call. `end` must be called. */
export const beginCall = (
  connection: ProviderConnection,
  kind: CallKind,
  outer: AbortSignal,
): Call => {
  const { firstMs, nextMs, latestMs, wordsMs } = limitsOf(connection, kind)
  const { provider, model } = connection
  const abort = new AbortController()
  let begun = false
  let failure: CodedFailure | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const giveUp = (detail: string) => {
    failure ??= new CodedFailure({ code: 'provider.stalled', detail, params: { provider, model } })
    abort.abort()
  }
  const arm = (limitMs: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => giveUp(`nothing came for ${limitMs / 1000} s`), limitMs)
  }
  let latest = setTimeout(() => giveUp(`not answered in ${latestMs / 1000} s`), latestMs)
  const stop = () => abort.abort()
  if (outer.aborted) stop()
  outer.addEventListener('abort', stop)
  arm(firstMs)
  return {
    signal: abort.signal,
    progress: () => {
      begun = true
      arm(nextMs)
    },
    spoken: () => {
      clearTimeout(latest)
      latest = setTimeout(() => giveUp(`no word came for ${wordsMs / 1000} s`), wordsMs)
    },
    whole: () => {
      clearTimeout(latest)
      arm(Math.min(nextMs, LAST_MS))
    },
    begun: () => begun,
    stalled: () => failure,
    end: () => {
      clearTimeout(timer)
      clearTimeout(latest)
      outer.removeEventListener('abort', stop)
      // A body that nobody reads any more must not stay open.
      abort.abort()
    },
  }
}
