import type { LatencyStage } from '../../../electron/core/turns/latency-stages.ts'
import styles from './swatch.module.css'

/** The colour of a stage, beside its name. */
export const Swatch = ({ stage }: { readonly stage: LatencyStage }) => (
  <span className={styles.swatch} data-stage={stage} aria-hidden="true" />
)
