import { useTranslation } from 'react-i18next'
import type { ShortcutsView } from '../../../electron/contracts/shortcuts.ts'
import { Icon } from '../../ui/icon.tsx'
import styles from './shortcuts-pane.module.css'

/** What this session allows, where it does not simply give programs their keys. */
export const SessionNote = ({
  session: { session, desktop },
}: {
  readonly session: ShortcutsView
}) => {
  const { t } = useTranslation()
  if (session === 'system' || session === 'x11') return null
  return (
    <p className={styles.note}>
      <Icon name="alert" />
      <span>
        {t(`shortcuts.session.${session}`, {
          desktop: desktop ?? t('shortcuts.session.unknownDesktop'),
        })}
      </span>
    </p>
  )
}
