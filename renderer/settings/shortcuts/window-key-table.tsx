import { useTranslation } from 'react-i18next'
import {
  WINDOW_KEY_NAMES,
  WINDOW_KEYS,
  windowKeyLabels,
} from '../../../electron/core/hotkeys/window-keys.ts'
import { HotkeyKeys } from '../../ui/hotkey-keys.tsx'
import hidden from '../../styles/shared.module.css'
import styles from './shortcuts-pane.module.css'

/** The keys of the windows, out of the table by which the windows go. */
export const WindowKeyTable = ({ platform }: { readonly platform: string }) => {
  const { t } = useTranslation()
  return (
    <table className={styles.table}>
      <caption className={hidden.hidden}>{t('shortcuts.windowKeys.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('shortcuts.windowKeys.keys')}</th>
          <th scope="col">{t('shortcuts.windowKeys.does')}</th>
          <th scope="col">{t('shortcuts.windowKeys.in')}</th>
        </tr>
      </thead>
      <tbody>
        {WINDOW_KEY_NAMES.map((name) => (
          <tr key={name}>
            <td>
              {windowKeyLabels(name, platform).map((label) => (
                <HotkeyKeys key={label} label={label} />
              ))}
            </td>
            <td>{t(`shortcuts.window.${name}`)}</td>
            <td>{t(`shortcuts.where.${WINDOW_KEYS[name].place}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
