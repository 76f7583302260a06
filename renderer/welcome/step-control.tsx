import { useId, type ReactNode } from 'react'
import styles from './step-control.module.css'

/** A control of a step under its name. */
export const StepControl = ({
  label,
  children,
}: {
  readonly label: string
  readonly children: (control: string) => ReactNode
}) => {
  const id = useId()
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {children(id)}
    </div>
  )
}
