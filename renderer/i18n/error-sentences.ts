import type { TFunction } from 'i18next'
import type { CodedError } from '../../electron/contracts/errors.ts'
import { errorText } from './error-text.ts'
import { sentences } from './sentences.ts'

/** What happened and what to do next, one after the other; empty where nothing went wrong. */
export const errorSentences = (t: TFunction, error: CodedError | null | undefined): string => {
  if (error == null) return ''
  const { message, remedy } = errorText(t, error)
  return sentences(t, message, remedy)
}
