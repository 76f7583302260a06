/** Why a source did not give the file. English, for the detail of an error and for logs. */
export interface SourceFailure {
  readonly reason:
    | 'unreachable'
    | 'refused'
    | 'stalled'
    | 'cut'
    | 'wrong-size'
    | 'wrong-digest'
    | 'unvouched'
    | 'unavailable'
  readonly detail: string
}

/** Bytes stand in the part file (or folder), not checked yet. */
export type SourceOutcome =
  | {
      readonly ok: true
      /** The digest the hub itself stated with its answer. */
      readonly vouchedSha256: string | null
    }
  | { readonly ok: false; readonly failure: SourceFailure }

export const sourceFailed = (reason: SourceFailure['reason'], detail: string): SourceOutcome => ({
  ok: false,
  failure: { reason, detail },
})

/** Where a source says how far it is; both in bytes that travel. */
export interface TransferReport {
  /** What will travel for this file altogether; null is not known yet. */
  readonly expect: (bytes: number | null) => void
  readonly received: (bytes: number) => void
  /** `verifying` is everything between the last byte and the finished file. */
  readonly phase: (phase: 'downloading' | 'verifying') => void
}
