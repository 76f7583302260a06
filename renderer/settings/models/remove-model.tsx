import { useTranslation } from 'react-i18next'
import type { ModelSnapshot } from '../../../electron/contracts/models.ts'
import { formatBytes } from '../../i18n/format.ts'
import { ConfirmButton } from '../../ui/confirm-button.tsx'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import styles from './model-manager.module.css'

/** Takes a model off the disk. It asks once: hundreds of megabytes are deleted fast and fetched slowly. */
export const RemoveModel = ({
  model: { name, diskBytes },
  onRemove,
  asks = false,
}: {
  readonly model: Pick<ModelSnapshot, 'name' | 'diskBytes'>
  readonly onRemove: () => void
  /** Whether it has been pressed once. */
  readonly asks?: boolean
}) => {
  const { t } = useTranslation()
  const size = formatBytes(useRegionalLocale(), diskBytes)
  return (
    <div className={styles.removal}>
      <ConfirmButton
        size="small"
        text={t('models.manager.remove')}
        label={t('models.manager.removeOf', { name })}
        question={t('models.manager.confirmRemove', { name, size })}
        keep={t('models.manager.keep')}
        yes={t('models.manager.remove')}
        asks={asks}
        onConfirm={onRemove}
      />
    </div>
  )
}
