import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import styles from './button.module.css'

interface ButtonProps {
  readonly children: ReactNode
  readonly onPress: () => void
  readonly icon?: IconName
  readonly tone?: 'plain' | 'primary' | 'quiet' | 'danger'
  readonly size?: 'medium' | 'small'
  readonly disabled?: boolean
  /** Where the words on it do not say what it is of. */
  readonly label?: string
  /** It is what the person does next. */
  readonly autoFocus?: boolean
  /** Where a label that stands elsewhere names it. */
  readonly id?: string
  /** Id of a description that stands elsewhere. */
  readonly describedBy?: string
}

export const Button = ({
  children,
  onPress,
  icon,
  tone = 'plain',
  size = 'medium',
  disabled = false,
  label,
  autoFocus = false,
  id,
  describedBy,
}: ButtonProps) => (
  <button
    type="button"
    id={id}
    aria-describedby={describedBy}
    aria-label={label}
    autoFocus={autoFocus}
    className={styles.button}
    data-tone={tone}
    data-size={size}
    disabled={disabled}
    onClick={onPress}
  >
    {icon !== undefined && <Icon name={icon} />}
    <span>{children}</span>
  </button>
)
