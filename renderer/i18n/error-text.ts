import type { TFunction } from 'i18next'
import type { CodedError } from '../../electron/contracts/errors.ts'

export interface ErrorText {
  readonly message: string
  readonly remedy: string
}

/** What to say of a coded error. A placeholder that the error has no value for gets a plain word. */
export const errorText = (t: TFunction, { code, params }: CodedError): ErrorText => {
  const plain = t('errors.something', { returnObjects: true })
  const when = params?.['atMs'] === undefined ? plain.when : t('app.when', { atMs: params['atMs'] })
  const words = { ...plain, ...params, when }
  return {
    message: t(`errors.${code}.message`, words),
    remedy: t(`errors.${code}.remedy`, words),
  }
}
