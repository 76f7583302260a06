import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import inputStyles from '../../ui/field.module.css'
import { IconButton } from '../../ui/icon-button.tsx'
import type { ProviderDraft } from '../../ui/providers/provider-draft.ts'
import styles from './provider-form.module.css'

type Header = ProviderDraft['headers'][number]

/** Headers that are sent with every request, a row each. */
export const HeaderRows = ({
  headers,
  error,
  onChange,
}: {
  readonly headers: readonly Header[]
  readonly error: string | undefined
  readonly onChange: (headers: readonly Header[]) => void
}) => {
  const { t } = useTranslation()
  const id = useId()
  const change = (index: number, changes: Partial<Header>) =>
    onChange(headers.map((one, at) => (at === index ? { ...one, ...changes } : one)))
  return (
    <fieldset className={styles.headers} aria-describedby={`${id}-hint ${id}-error`}>
      <legend className={styles.label}>{t('providers.headers')}</legend>
      <p id={`${id}-hint`} className={styles.note}>
        {t('providers.headersHint')}
      </p>
      {headers.map(({ name, value }, index) => {
        const number = index + 1
        const input = {
          className: inputStyles.field,
          type: 'text',
          maxLength: 1000,
          autoComplete: 'off',
          spellCheck: false,
          'aria-invalid': error !== undefined,
        } as const
        return (
          // Rows have no names of their own: their place is what tells them apart.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index} className={styles.header}>
            <input
              {...input}
              aria-label={t('providers.headerName', { number })}
              value={name}
              onChange={(event) => change(index, { name: event.currentTarget.value })}
            />
            <input
              {...input}
              aria-label={t('providers.headerValue', { number })}
              value={value}
              onChange={(event) => change(index, { value: event.currentTarget.value })}
            />
            <IconButton
              icon="close"
              label={t('providers.removeHeader', { number })}
              onPress={() => onChange(headers.filter((_, at) => at !== index))}
            />
          </div>
        )
      })}
      <p id={`${id}-error`} className={styles.error} role="alert">
        {error}
      </p>
      <div className={styles.actions}>
        <Button
          icon="plus"
          size="small"
          onPress={() => onChange([...headers, { name: '', value: '' }])}
        >
          {t('providers.addHeader')}
        </Button>
      </div>
    </fieldset>
  )
}
