import { Icon, type IconName } from '../ui/icon.tsx'
import styles from './step-head.module.css'

/** The step as a picture. */
export const StepMark = ({
  icon,
  good = false,
}: {
  readonly icon: IconName
  /** What it is about has worked. */
  readonly good?: boolean
}) => (
  <span className={styles.mark} data-good={good}>
    <Icon name={good ? 'check' : icon} />
  </span>
)
