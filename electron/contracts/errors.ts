import { z } from 'zod'

/**
 * The closed table of expected failures. Each code has a sentence and a remedy in every locale
 * under `errors.<code>` (`resources/locales`); a unit test holds the two together.
 */
export const ERROR_CODES = [
  'microphone.absent',
  'microphone.permission-denied',
  'microphone.lost',
  'microphone.busy',
  'microphone.muted',
  'speaker.absent',
  'speaker.stalled',
  'audio.lost',
  'audio.gave-up',
  'audio.detection-failed',
  'stt.model-missing',
  'stt.failed',
  'llm.model-missing',
  'llm.failed',
  'tts.model-missing',
  'tts.failed',
  'turn.model-missing',
  'turn.failed',
  'wake.model-missing',
  'wake.failed',
  'wake.phrase-too-short',
  'wake.phrase-too-common',
  'wake.phrase-unreadable',
  'wake.phrase-in-talk',
  'voices.model-missing',
  'voices.failed',
  'voices.full',
  'voices.conversation-open',
  'voices.not-now',
  'voices.preview-not-now',
  'voices.unreadable',
  'voices.restored',
  'engine.native-module-missing',
  'engine.gpu-failed',
  'provider.none',
  'provider.unreachable',
  'provider.key-missing',
  'provider.key-rejected',
  'provider.model-unknown',
  'provider.rate-limited',
  'provider.quota-exhausted',
  'provider.overloaded',
  'provider.stalled',
  'provider.cut-off',
  'provider.unreadable',
  'provider.refused',
  'provider.filtered',
  'provider.capped',
  'provider.capped-alone',
  'worker.crashed',
  'worker.stopped',
  'worker.timed-out',
  'worker.gave-up',
  'model.damaged',
  'model.sources-exhausted',
  'model.download-stalled',
  'model.not-enough-memory',
  'model.folder-unusable',
  'model.in-use',
  'model.needed',
  'disk.full',
  'storage.unavailable',
  'storage.damaged',
  'storage.newer',
  'storage.restored',
  'storage.profile-newer',
  'storage.profile-unusable',
  'speech.damaged',
  'speech.gone',
  'speech.key-unreadable',
  'speech.key-restored',
  'speech.no-key-store',
  'speech.not-now',
  'transcript.gone',
  'transcript.unreadable',
  'transcript.newer',
  'settings.damaged',
  'settings.unsaved',
  'keys.damaged',
  'keys.restored',
  'usage.damaged',
  'usage.restored',
  'hotkey.taken',
  'hotkey.unavailable',
  'hotkey.invalid',
  'hotkey.types',
  'hotkey.reserved',
  'hotkey.conflict',
  'sound.others-unreachable',
  'sound.unreadable',
  'sound.empty',
  'sound.no-speech',
  'sound.not-found',
  'output.unwritable',
  'output.unprintable',
  'instance.not-running',
  'link.unknown',
  'login.refused',
  'usage.invalid',
  'internal.unexpected',
] as const

export const errorCodeSchema = z.enum(ERROR_CODES)
export type ErrorCode = z.infer<typeof errorCodeSchema>

/**
 * An expected failure as a value. `detail` is for logs and diagnostics (English, may name a file);
 * `params` fill the placeholders of the localised sentence.
 */
export const codedErrorSchema = z.object({
  code: errorCodeSchema,
  detail: z.string().optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type CodedError = {
  readonly code: ErrorCode
  readonly detail?: string | undefined
  readonly params?: Readonly<Record<string, string | number>> | undefined
}

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: CodedError }

export const succeed = <T>(value: T): Result<T> => ({ ok: true, value })
export const fail = (
  code: ErrorCode,
  detail?: string,
  params?: CodedError['params'],
): { readonly ok: false; readonly error: CodedError } => ({
  ok: false,
  error: { code, detail, params },
})

/** A coded failure on the exceptional path; it is turned into a value at the next boundary. */
export class CodedFailure extends Error {
  readonly error: CodedError
  constructor(error: CodedError, options?: ErrorOptions) {
    super(error.detail ?? error.code, options)
    this.name = 'CodedFailure'
    this.error = error
  }
}

/** The coded error inside anything thrown; what carries none is a bug and says so. */
export const toCodedError = (thrown: unknown, fallback: ErrorCode = 'internal.unexpected') =>
  thrown instanceof CodedFailure
    ? thrown.error
    : {
        code: fallback,
        detail: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown),
      }
