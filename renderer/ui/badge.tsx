import type { ReactNode } from 'react'
import styles from './badge.module.css'

/** A word that marks the one of several that is used. */
export const Badge = ({
  children,
  isCurrent = false,
}: {
  readonly children: ReactNode
  /** Screen readers are told that it is the current one. */
  readonly isCurrent?: boolean
}) => (
  <span className={styles.badge} aria-current={isCurrent ? 'true' : undefined}>
    {children}
  </span>
)
