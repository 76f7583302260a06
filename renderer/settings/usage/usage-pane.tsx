import { useTranslation } from 'react-i18next'
import type { SettingsPatch } from '../../../electron/contracts/settings.ts'
import type { UsageSnapshot } from '../../../electron/contracts/usage.ts'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { SettingGroup } from '../rows/setting-row.tsx'
import rowStyles from '../rows/setting-row.module.css'
import { settingsIn } from '../setting-props.ts'
import type { SettingsView } from '../../bridge/settings-store.ts'
import { CapSetting } from './cap-setting.tsx'
import { monthAsDate, usageRows } from './usage-rows.ts'
import { formatDollars, UsageTable } from './usage-table.tsx'
import styles from './usage-pane.module.css'

/** What providers did and cost this month, and how much they may. */
export const UsagePane = ({
  usage,
  view,
  onChange,
}: {
  readonly usage: UsageSnapshot
  readonly view: SettingsView
  readonly onChange: (patch: SettingsPatch) => void
}) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const setting = settingsIn(view, onChange)
  const month = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' }).format(
    monthAsDate(usage.month),
  )
  const rows = usageRows(usage, view.settings.providers)
  const cap = view.settings.monthlyCapDollars
  const left = cap === null ? null : Math.max(0, cap - usage.dollars)
  const hasUnknownPrices = rows.some(({ totals }) => totals.hasUnknownPrices)
  return (
    <div>
      <h2 className={rowStyles.title}>{t('usage.title')}</h2>
      <p className={rowStyles.intro}>{t('usage.intro', { month })}</p>
      <SettingGroup title={month}>
        {rows.length === 0 ? (
          <p className={styles.note}>{t('usage.none', { month })}</p>
        ) : (
          <UsageTable rows={rows} dollars={usage.dollars} />
        )}
      </SettingGroup>
      <SettingGroup title={t('usage.group')}>
        <CapSetting {...setting('monthlyCapDollars')} />
        {cap !== null && left !== null && (
          <p className={usage.capped ? styles.reached : styles.note} role="status">
            {usage.capped
              ? t('usage.cap.reached')
              : t('usage.cap.left', {
                  left: formatDollars(locale, left),
                  cap: formatDollars(locale, cap),
                })}
          </p>
        )}
        {hasUnknownPrices && <p className={styles.note}>{t('usage.cap.unknown')}</p>}
      </SettingGroup>
    </div>
  )
}
