import { useTranslation } from 'react-i18next'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import type { SettingsPane } from '../../electron/contracts/window-routes.ts'
import { errorText } from '../i18n/error-text.ts'
import { sentences } from '../i18n/sentences.ts'
import { engineNotices } from './engine-notices.ts'
import { PANE_OF_ROLE } from './engine-roles.ts'
import { Icon } from './icon.tsx'
import styles from './engine-notice.module.css'

/** Which engine stands in for which, and why; nothing at all while every role has its first. */
export const EngineNoticeBar = ({
  snapshot,
  onOpenSettings,
}: {
  readonly snapshot: Pick<AppSnapshot, 'inUse'>
  readonly onOpenSettings: (pane: SettingsPane) => void
}) => {
  const { t } = useTranslation()
  const notices = engineNotices(snapshot)
  if (notices.length === 0) return null
  return (
    <div className={styles.notices}>
      {notices.map(({ roles, from, to, because }) => {
        const why = t('engines.insteadWhy', {
          roles: roles.map((role) => t(`engines.role.${role}`)).join(t('engines.roleSeparator')),
          message: errorText(t, because).message,
        })
        return (
          <button
            key={`${roles.join(' ')} ${because.code}`}
            type="button"
            className={styles.notice}
            title={why}
            aria-description={sentences(t, why, t('engines.openSettings'))}
            onClick={() => onOpenSettings(PANE_OF_ROLE[roles[0] ?? 'llm'])}
          >
            <Icon name="restart" />
            {t('engines.instead', {
              from: from ?? t('engines.local'),
              to: to ?? t('engines.local'),
            })}
          </button>
        )
      })}
    </div>
  )
}
