import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MAXIMUM_PHRASES } from '../../../electron/contracts/wake.ts'
import { errorSentences } from '../../i18n/error-sentences.ts'
import { Button } from '../../ui/button.tsx'
import type { ModelsView } from '../../bridge/models-store.ts'
import type { SettingProps } from '../setting-props.ts'
import { unheardPhrases } from './can-hear.ts'
import { PhraseField } from './phrase-field.tsx'
import styles from './phrases-setting.module.css'

/** The phrases by which the person calls: at least one. */
export const PhrasesSetting = ({
  value,
  error,
  onChange,
  models,
  tooCommon,
}: SettingProps<'wakePhrases'> & {
  readonly models: ModelsView
  /** Phrases that turned out to be heard in ordinary talk. */
  readonly tooCommon: readonly string[]
}) => {
  const { t } = useTranslation()
  const id = useId()
  const [adding, setAdding] = useState(false)
  const fields = adding ? [...value, ''] : value
  const unheard = unheardPhrases(models.snapshot, value)

  const take = (at: number, phrase: string) => {
    onChange(fields.map((other, index) => (index === at ? phrase : other)))
    setAdding(false)
  }
  const remove = (at: number) => {
    // The one that was being added is stored nowhere.
    if (at < value.length) onChange(value.filter((_, index) => index !== at))
    else setAdding(false)
    document.getElementById(`${id}-add`)?.focus()
  }
  return (
    <div className={styles.setting} role="group" aria-labelledby={`${id}-hint`}>
      <p id={`${id}-hint`} className={styles.hint}>
        {t('wake.phrases.hint')}
      </p>
      {fields.map((phrase, at) => (
        <PhraseField
          key={at}
          label={
            fields.length === 1
              ? t('wake.phrases.label')
              : t('wake.phrases.labelOf', { number: at + 1 })
          }
          stored={phrase}
          isTooCommon={tooCommon.includes(phrase)}
          others={value.filter((_, index) => index !== at)}
          onTake={(taken) => take(at, taken)}
          onRemove={fields.length > 1 ? () => remove(at) : undefined}
        />
      ))}
      {unheard.map((phrase) => (
        <p key={phrase} className={styles.warning} role="status">
          {t('wake.phrases.otherLanguage', { phrase })}
        </p>
      ))}
      <p className={styles.error} role="alert">
        {errorSentences(t, error)}
      </p>
      <div>
        <Button
          id={`${id}-add`}
          icon="plus"
          size="small"
          disabled={adding || value.length >= MAXIMUM_PHRASES}
          onPress={() => setAdding(true)}
        >
          {t('wake.phrases.add')}
        </Button>
      </div>
    </div>
  )
}
