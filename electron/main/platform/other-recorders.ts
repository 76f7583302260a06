/** Who else listens: other applications that use a microphone now. */
export interface OtherRecorders {
  /** The application's name, empty where only that there is one is known; null: nobody, or unknown. */
  readonly recordedBy: () => string | null
  readonly dispose: () => void
}

/** Where the system does not tell. */
export const NOBODY_KNOWN: OtherRecorders = { recordedBy: () => null, dispose: () => undefined }
