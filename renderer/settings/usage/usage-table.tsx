import { useTranslation } from 'react-i18next'
import type { UsageTotals } from '../../../electron/contracts/usage.ts'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { costKnown, type UsageRow } from './usage-rows.ts'
import styles from './usage-pane.module.css'

/** What each provider did this month, and what that cost. */
export const UsageTable = ({
  rows,
  dollars,
}: {
  readonly rows: readonly UsageRow[]
  readonly dollars: number
}) => {
  const { t } = useTranslation()
  const hasUnknownPrices = rows.some(({ totals }) => totals.hasUnknownPrices)
  const columns = ['minutes', 'tokens', 'characters', 'cost'] as const
  return (
    <div className={styles.scroller} role="group" aria-label={t('usage.table')} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={styles.name}>
              {t('usage.provider')}
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" className={styles.figure}>
                {t(`usage.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, totals }) => (
            <tr key={id} data-provider={id}>
              <th scope="row" className={styles.name}>
                {name}
              </th>
              <Figures totals={totals} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" className={styles.name} colSpan={4}>
              {t('usage.total')}
            </th>
            <td className={styles.figure}>
              <Cost dollars={dollars} hasUnknownPrices={hasUnknownPrices} />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

const Figures = ({ totals }: { readonly totals: UsageTotals }) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const minutes = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'minute',
    maximumFractionDigits: 1,
  })
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const { audioSeconds, promptTokens, completionTokens, characters } = totals
  return (
    <>
      <td className={styles.figure}>{audioSeconds > 0 && minutes.format(audioSeconds / 60)}</td>
      <td className={styles.figure}>
        {promptTokens + completionTokens > 0 &&
          t('usage.inOut', {
            in: whole.format(promptTokens),
            out: whole.format(completionTokens),
          })}
      </td>
      <td className={styles.figure}>{characters > 0 && whole.format(characters)}</td>
      <td className={styles.figure}>
        <Cost {...totals} />
      </td>
    </>
  )
}

const Cost = (totals: Pick<UsageTotals, 'dollars' | 'hasUnknownPrices'>) => {
  const { t } = useTranslation()
  const cost = formatDollars(useRegionalLocale(), totals.dollars)
  switch (costKnown(totals)) {
    case 'all':
      return cost
    case 'part':
      return t('usage.atLeast', { cost })
    case 'none':
      return <span className={styles.unknown}>{t('usage.unknown')}</span>
  }
}

/** Cents, and a hundredth of them where it is less than one. */
export const formatDollars = (locale: string, dollars: number): string =>
  new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'USD',
    maximumFractionDigits: dollars > 0 && dollars < 0.01 ? 4 : 2,
  }).format(dollars)
