import type { ApiError } from './api-errors.ts'

/** What goes wrong with a connection at its upgrade. */
export type RealtimeConnectionFault =
  /** The upgrade is answered with a status and an error's body. */
  | { readonly kind: 'reject'; readonly error: ApiError }
  /** It is taken, then an error is told and the socket closed: how a key in a subprotocol is refused. */
  | { readonly kind: 'refuse-after-open'; readonly error: ApiError }
  | { readonly kind: 'never-open' }
  | { readonly kind: 'reset' }
  /** Open, but no session is ever created. */
  | { readonly kind: 'silent' }
  /** The same, and this is the only event, whatever it is. */
  | { readonly kind: 'greet'; readonly event: unknown }

/** What goes wrong with one response. Sound counts in milliseconds of what was sent of it. */
export type RealtimeResponseFault =
  /** `response.created`, and nothing after it. */
  | { readonly kind: 'never-answer' }
  /** Not even `response.created`. */
  | { readonly kind: 'ignore' }
  /** Sound stops coming, with the connection open. */
  | { readonly kind: 'stall'; readonly afterAudioMs: number }
  | { readonly kind: 'close'; readonly afterAudioMs: number; readonly code: number }
  | { readonly kind: 'reset'; readonly afterAudioMs: number }
  /** The session's time is up in the middle of the response. */
  | { readonly kind: 'expire'; readonly afterAudioMs: number }
  /** An `error` event; the response goes on. */
  | { readonly kind: 'error-event'; readonly afterAudioMs: number; readonly error: ApiError }
  /** A message that is no JSON; the response goes on. */
  | { readonly kind: 'malformed'; readonly afterAudioMs: number }
  /** `response.done` with status `failed`: how a quota or a rate limit is told here. */
  | { readonly kind: 'fail'; readonly error: ApiError }
  /** `response.done` with status `incomplete`. */
  | {
      readonly kind: 'incomplete'
      readonly afterAudioMs: number
      readonly reason: 'max_output_tokens' | 'content_filter'
    }
  /** Sound at so many times real time; below 1 it runs dry. */
  | { readonly kind: 'pace'; readonly timesRealTime: number }
  /** Other events in place of the response, a wait before each; `repeats`: the last one, until cancelled. */
  | {
      readonly kind: 'instead'
      readonly events: (responseId: string) => readonly unknown[]
      readonly delayMs?: number
      readonly repeats?: true
    }
  /** The reply's transcript comes after all of its sound. */
  | { readonly kind: 'late-transcript' }

/** What goes wrong with the transcript of what the person said. */
export type RealtimeTranscriptFault =
  | { readonly kind: 'late'; readonly delayMs: number }
  | { readonly kind: 'never' }
  | { readonly kind: 'fail'; readonly error: ApiError }
