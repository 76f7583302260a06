import { useTranslation } from 'react-i18next'
import type { CodedError } from '../../electron/contracts/errors.ts'
import styles from './error-detail.module.css'

/** The exact words of an error, for whoever wants to know: folded away under what it means. */
export const ErrorDetail = ({ error: { detail } }: { readonly error: CodedError }) => {
  const { t } = useTranslation()
  if (detail === undefined || detail === '') return null
  return (
    <details>
      <summary>{t('app.exactError')}</summary>
      <p className={styles.detail}>{detail}</p>
    </details>
  )
}
