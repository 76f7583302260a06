import { useTranslation } from 'react-i18next'
import { setupErrorText } from '../../i18n/placed-error-text.ts'
import { sentences } from '../../i18n/sentences.ts'
import { Button } from '../../ui/button.tsx'
import type { Asked } from '../../ui/providers/providers-store.ts'
import styles from './provider-form.module.css'

/** Asks a provider which models it has; they are then offered where their names are typed. */
export const AskModels = ({
  asked,
  saves,
  onAsk,
}: {
  readonly asked: Asked<readonly string[]> | undefined
  /** What was typed has to be stored first: main asks, and with the key that it has. */
  readonly saves: boolean
  readonly onAsk: () => void
}) => {
  const { t } = useTranslation()
  return (
    <div className={styles.actions}>
      <Button size="small" onPress={onAsk} disabled={asked?.state === 'asking'}>
        {t(saves ? 'providers.saveAndAsk' : 'providers.askModels')}
      </Button>
      <p className={asked?.state === 'failed' ? styles.error : styles.note} role="status">
        <Answer asked={asked} />
      </p>
    </div>
  )
}

const Answer = ({ asked }: { readonly asked: Asked<readonly string[]> | undefined }) => {
  const { t } = useTranslation()
  switch (asked?.state) {
    case undefined:
      return null
    case 'asking':
      return t('providers.asking')
    case 'answered':
      return asked.value.length === 0
        ? t('providers.modelsNone')
        : t('providers.modelsCame', { count: asked.value.length })
    case 'failed': {
      const { message, remedy } = setupErrorText(t, asked.error)
      return sentences(t, message, remedy)
    }
  }
}
