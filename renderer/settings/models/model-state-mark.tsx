import type { ModelState } from '../../../electron/contracts/models.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'
import styles from './model-row.module.css'

const ICONS = {
  missing: 'download',
  queued: 'download',
  downloading: 'arrow-down',
  verifying: 'shield',
  preparing: 'cube',
  paused: 'pause',
  ready: 'check',
  failed: 'alert',
} as const satisfies Readonly<Record<ModelState, IconName>>

/** The state as a shape; the word for it stands at the end of the row. */
export const ModelStateMark = ({ state }: { readonly state: ModelState }) => (
  <span className={styles.mark} data-state={state}>
    <Icon name={ICONS[state]} />
  </span>
)
