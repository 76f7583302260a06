import { keysOfLabel } from './hotkey-label.ts'
import styles from './hotkey-keys.module.css'

/** The hotkey as keys. Screen readers read the label as it is written. */
export const HotkeyKeys = ({ label }: { readonly label: string }) => (
  <span className={styles.keys}>
    {keysOfLabel(label).map((key) => (
      <kbd key={key} className={styles.key}>
        {key}
      </kbd>
    ))}
  </span>
)
