import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeptPart } from '../../../electron/contracts/trust.ts'
import { formatBytes } from '../../i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import rows from '../rows/setting-row.module.css'
import styles from './privacy.module.css'

/** One thing that is kept: what, for how long, how large, and where. */
export const KeptRow = ({
  part: { id, bytes, files },
  onShow,
}: {
  readonly part: KeptPart
  readonly onShow: () => void
}) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const hint = useId()
  const isEmpty = files === 0
  return (
    <li className={rows.row} data-part={id}>
      <div>
        <p className={rows.label}>{t(`trust.kept.${id}.name`)}</p>
        <p id={hint} className={rows.hint}>
          {t(`trust.kept.${id}.hint`)}
        </p>
      </div>
      <div className={styles.size}>
        <span className={styles.figure}>
          {isEmpty ? t('trust.nothing') : formatSize(locale, bytes)}
        </span>
        <Button
          size="small"
          label={t('trust.showOf', { name: t(`trust.kept.${id}.name`) })}
          describedBy={hint}
          disabled={isEmpty}
          onPress={onShow}
        >
          {t('trust.show')}
        </Button>
      </div>
    </li>
  )
}

/** What is there is not shown as nothing: below a megabyte in whole kilobytes, rounded up. */
const formatSize = (locale: string, bytes: number): string =>
  bytes >= 1_000_000
    ? formatBytes(locale, bytes)
    : new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: 'kilobyte',
        unitDisplay: 'short',
      }).format(Math.ceil(bytes / 1000))
