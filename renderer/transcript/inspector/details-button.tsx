import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icon.tsx'
import styles from './details-button.module.css'

/** Opens and closes the inspector of an exchange. */
export const DetailsButton = ({
  open,
  controls,
  onToggle,
}: {
  readonly open: boolean
  /** Id of the inspector. */
  readonly controls: string
  readonly onToggle: () => void
}) => {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      className={styles.button}
      aria-expanded={open}
      aria-controls={open ? controls : undefined}
      onClick={onToggle}
    >
      <Icon name="chevron" />
      {t('transcript.inspector.open')}
    </button>
  )
}
