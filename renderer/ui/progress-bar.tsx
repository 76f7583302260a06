import styles from './progress-bar.module.css'

/** `share` is 0 to 1. */
export const ProgressBar = ({
  label,
  share,
  tone = 'running',
}: {
  readonly label: string
  readonly share: number
  readonly tone?: 'running' | 'still'
}) => (
  <progress
    className={styles.bar}
    data-tone={tone}
    aria-label={label}
    max={1}
    value={Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0))}
  />
)
