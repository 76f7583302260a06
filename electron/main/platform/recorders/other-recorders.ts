/** Who else listens: other applications that use a microphone now. */
export interface OtherRecorders {
  /** Whether this system tells; null until it is known. */
  readonly isTold: () => boolean | null
  /** The application's name, empty where only that there is one is known; null: nobody. */
  readonly recordedBy: () => string | null
  readonly dispose: () => void
}

/** A child that tells line by line, for as long as it lives. */
export type FollowLines = (
  command: string,
  options: readonly string[],
  on: { readonly line: (line: string) => void; readonly end: (failed: boolean) => void },
) => () => void

/** Runs a command to its end; rejects where it cannot be run or fails. */
export type RunToEnd = (command: string, options: readonly string[]) => Promise<string>
