import { Icon, type IconName } from './icon.tsx'
import styles from './icon-button.module.css'

interface IconButtonProps {
  readonly icon: IconName
  readonly label: string
  readonly onPress: () => void
  /** Given for a switch: whether it is on. */
  readonly pressed?: boolean
  /** More about it, for whoever points at it or cannot see what the label is of. */
  readonly about?: string
  readonly tone?: 'plain' | 'danger'
  readonly id?: string
  /** It keeps the focus: whoever works by keyboard presses it until it has no more to do. */
  readonly disabled?: boolean
}

export const IconButton = ({
  icon,
  label,
  onPress,
  pressed,
  about,
  tone = 'plain',
  id,
  disabled = false,
}: IconButtonProps) => (
  <button
    type="button"
    id={id}
    className={styles.button}
    data-tone={tone}
    aria-label={label}
    aria-pressed={pressed}
    aria-disabled={disabled ? true : undefined}
    aria-description={about}
    title={about === undefined ? label : `${label}. ${about}`}
    onClick={disabled ? undefined : onPress}
  >
    <Icon name={icon} />
  </button>
)
