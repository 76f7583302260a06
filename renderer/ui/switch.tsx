import styles from './switch.module.css'

export const Switch = ({
  id,
  describedBy,
  on,
  onChange,
}: {
  readonly id: string
  readonly describedBy: string
  readonly on: boolean
  readonly onChange: (on: boolean) => void
}) => (
  <input
    id={id}
    className={styles.switch}
    type="checkbox"
    role="switch"
    aria-describedby={describedBy}
    checked={on}
    onChange={(event) => onChange(event.currentTarget.checked)}
  />
)
