import { CodedFailure, fail } from '../../../electron/contracts/errors.ts'

/**
 * What `getUserMedia` rejects with, as a coded failure.
 * Names: https://w3c.github.io/mediacapture-main/#dom-mediadevices-getusermedia
 */
export const toMicrophoneFailure = (thrown: unknown): CodedFailure => {
  if (thrown instanceof CodedFailure) return thrown
  const name = thrown instanceof Error ? thrown.name : ''
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)
  const coded = (code: Parameters<typeof fail>[0]) =>
    new CodedFailure(fail(code, detail).error, { cause: thrown })
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return coded('microphone.permission-denied')
    case 'NotFoundError':
    case 'OverconstrainedError':
      return coded('microphone.absent')
    // The device is there and cannot be opened: held by another program, or the driver failed.
    case 'NotReadableError':
    case 'AbortError':
      return coded('microphone.busy')
    default:
      return coded('internal.unexpected')
  }
}
