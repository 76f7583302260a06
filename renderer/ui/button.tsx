import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import styles from './button.module.css'

interface ButtonProps {
  readonly children: ReactNode
  readonly onPress: () => void
  readonly icon?: IconName
  readonly tone?: 'plain' | 'primary' | 'quiet'
  readonly size?: 'medium' | 'small'
  readonly disabled?: boolean
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
  describedBy,
}: ButtonProps) => (
  <button
    type="button"
    aria-describedby={describedBy}
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
