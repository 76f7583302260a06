import type { ReactNode } from 'react'
import styles from './about.module.css'

/** Main hands links of this kind to the person's browser. */
export const OuterLink = ({
  href,
  label,
  children,
}: {
  /** https; null: there is none, and the words stand by themselves. */
  readonly href: string | null
  readonly label: string
  readonly children: ReactNode
}) =>
  href === null ? (
    <span>{children}</span>
  ) : (
    <a className={styles.link} href={href} target="_blank" rel="noreferrer" aria-label={label}>
      {children}
    </a>
  )
