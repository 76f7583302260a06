import type { CodedError } from '../../../../electron/contracts/errors.ts'
import type { KeptSpeechSnapshot } from '../../../../electron/contracts/speech-journal.ts'
import type { SettingProps } from '../../setting-props.ts'

const NO_KEY_STORE = 'speech.no-key-store'

/** Why speech that is wanted is not kept, as things stand now; null: it is, or none is wanted. */
export const keepFault = (
  { value, error }: Pick<SettingProps<'keepSpeech'>, 'value' | 'error'>,
  kept: Pick<KeptSpeechSnapshot, 'kept'> | null,
): CodedError | null => {
  if (error !== undefined && error.code !== NO_KEY_STORE) return error
  if (kept?.kept !== 'not') return null
  // It may have been wanted when there was a key store still.
  return value === 'off' ? (error ?? null) : { code: NO_KEY_STORE }
}
