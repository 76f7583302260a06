import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModelSnapshot } from '../../../electron/contracts/models.ts'
import { formatBytes } from '../../i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import styles from './model-manager.module.css'

/** Takes a model off the disk. It asks once: hundreds of megabytes are deleted fast and fetched slowly. */
export const RemoveModel = ({
  model: { name, diskBytes },
  onRemove,
  asks: startsAsking = false,
}: {
  readonly model: Pick<ModelSnapshot, 'name' | 'diskBytes'>
  readonly onRemove: () => void
  /** Whether it has been pressed once. */
  readonly asks?: boolean
}) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const id = useId()
  const [asks, setAsks] = useState(startsAsking)
  const [wasAsked, setWasAsked] = useState(false)
  const keep = () => {
    setAsks(false)
    setWasAsked(true)
  }
  if (!asks) {
    return (
      <Button
        size="small"
        icon="trash"
        label={t('models.manager.removeOf', { name })}
        onPress={() => setAsks(true)}
        autoFocus={wasAsked}
      >
        {t('models.manager.remove')}
      </Button>
    )
  }
  return (
    <div
      className={styles.confirm}
      role="group"
      aria-labelledby={`${id}-question`}
      onKeyDown={({ key }) => {
        if (key === 'Escape') keep()
      }}
    >
      <p id={`${id}-question`} className={styles.question}>
        {t('models.manager.confirmRemove', { name, size: formatBytes(locale, diskBytes) })}
      </p>
      {/* The focus is on what deletes nothing: whoever pressed Enter twice keeps the model. */}
      <Button size="small" onPress={keep} describedBy={`${id}-question`} autoFocus>
        {t('models.manager.keep')}
      </Button>
      <Button
        size="small"
        icon="trash"
        tone="primary"
        label={t('models.manager.removeOf', { name })}
        onPress={() => {
          // Where it cannot be removed it goes on as before.
          setAsks(false)
          onRemove()
        }}
      >
        {t('models.manager.remove')}
      </Button>
    </div>
  )
}
