import type { ApiError } from './api-errors.ts'

/**
 * What goes wrong with one answer of a provider. Parts are what a stream consists of: an event with
 * content, or a piece of sound; those that begin and end the stream do not count.
 */
export type ProviderFault =
  /** The connection is reset (RST) after so many parts; 0 is before a byte of the answer. */
  | { readonly kind: 'reset'; readonly afterParts: number }
  /** The connection is closed (FIN) in the middle of the answer. */
  | { readonly kind: 'cut'; readonly afterParts: number }
  /** The request is taken and never answered. */
  | { readonly kind: 'no-first-byte' }
  /** Status, headers and so many parts come, then nothing, with the connection open. */
  | { readonly kind: 'stall'; readonly afterParts: number }
  /** The whole answer comes after a wait. */
  | { readonly kind: 'late'; readonly delayMs: number }
  /** A wait before each part. */
  | { readonly kind: 'slow'; readonly delayMs: number }
  | { readonly kind: 'one-byte-chunks' }
  /** Every part comes in two pieces, cut inside a UTF-8 character, or inside a 16-bit sample. */
  | { readonly kind: 'split-characters' }
  | { readonly kind: 'error'; readonly error: ApiError }
  /** The page of a network that wants a login, in place of the answer. */
  | { readonly kind: 'captive-portal'; readonly status: 200 | 511 }
  | { readonly kind: 'redirect'; readonly to: string; readonly status: 301 | 302 | 307 | 308 }
  /** An event that is no JSON after so many parts; the stream goes on after it. */
  | { readonly kind: 'malformed-event'; readonly afterParts: number }
  /** An error told inside a stream that began well; nothing comes after it. */
  | { readonly kind: 'error-event'; readonly afterParts: number; readonly error: ApiError }
  /** Status 200 and no event at all. */
  | { readonly kind: 'empty' }
  /** The stream ends well but never says why the reply is over. */
  | { readonly kind: 'no-finish' }
  /** `data: [DONE]` never comes. */
  | { readonly kind: 'no-done' }
  /** Neither a reason to finish nor `[DONE]`: a proxy's clean end in the middle. */
  | { readonly kind: 'early-end'; readonly afterParts: number }
  /** The reply finishes for this reason. */
  | { readonly kind: 'finish'; readonly reason: 'length' | 'content_filter' }
  /** Events end with CR LF. */
  | { readonly kind: 'crlf' }
  /** Comment lines between the events, as some routers send to keep a connection open. */
  | { readonly kind: 'comments' }
  /** Something else in place of the answer, a wait before each piece; `repeats`: the last one, without end. */
  | {
      readonly kind: 'instead'
      readonly contentType: string
      readonly status?: number
      readonly headers?: Readonly<Record<string, string>>
      readonly pieces: readonly (string | Uint8Array)[]
      readonly delayMs?: number
      readonly repeats?: true
    }
  /** The first event of content carries so many bytes that mean nothing. */
  | { readonly kind: 'huge-event'; readonly bytes: number }
