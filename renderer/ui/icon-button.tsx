import { Icon, type IconName } from './icon.tsx'
import styles from './icon-button.module.css'

interface IconButtonProps {
  readonly icon: IconName
  readonly label: string
  readonly onPress: () => void
  /** Given for a switch: whether it is on. */
  readonly pressed?: boolean
  readonly tone?: 'plain' | 'danger'
}

export const IconButton = ({ icon, label, onPress, pressed, tone = 'plain' }: IconButtonProps) => (
  <button
    type="button"
    className={styles.button}
    data-tone={tone}
    aria-label={label}
    aria-pressed={pressed}
    title={label}
    onClick={onPress}
  >
    <Icon name={icon} />
  </button>
)
