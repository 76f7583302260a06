import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import input from '../../ui/field.module.css'
import styles from './provider-form.module.css'

const CHOICES = ['auto', 'yes', 'no'] as const
type Choice = (typeof CHOICES)[number]

const choiceOf = (streams: boolean | undefined): Choice =>
  streams === undefined ? 'auto' : streams ? 'yes' : 'no'

const STREAMS: Readonly<Record<Choice, boolean | undefined>> = {
  auto: undefined,
  yes: true,
  no: false,
}

/** Whether a provider's model tells words while it makes them out; undefined: as is known of the model. */
export const WordsWhileHearing = ({
  streams,
  onChange,
}: {
  readonly streams: boolean | undefined
  readonly onChange: (streams: boolean | undefined) => void
}) => {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className={styles.select}>
      <label className={styles.label} htmlFor={id}>
        {t('providers.streams.label')}
      </label>
      <select
        id={id}
        className={input.field}
        aria-describedby={`${id}-hint`}
        value={choiceOf(streams)}
        onChange={({ currentTarget }) => {
          const picked = CHOICES.find((choice) => choice === currentTarget.value) ?? 'auto'
          onChange(STREAMS[picked])
        }}
      >
        {CHOICES.map((choice) => (
          <option key={choice} value={choice}>
            {t(`providers.streams.${choice}`)}
          </option>
        ))}
      </select>
      <p id={`${id}-hint`} className={styles.hint}>
        {t('providers.streams.hint')}
      </p>
    </div>
  )
}
