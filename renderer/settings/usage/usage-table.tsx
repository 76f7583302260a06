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
  return (
    <table className={styles.table} aria-label={t('usage.table')}>
      <thead>
        <tr>
          <th scope="col" className={styles.name}>
            {t('usage.provider')}
          </th>
          <th scope="col" className={styles.name}>
            {t('usage.used')}
          </th>
          <th scope="col" className={styles.figure}>
            {t('usage.cost')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, totals }) => (
          <tr key={id} data-provider={id}>
            <th scope="row" className={styles.name}>
              {name}
            </th>
            <td className={styles.used}>
              <Figures totals={totals} />
            </td>
            <td className={styles.figure}>
              <Cost {...totals} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" className={styles.name} colSpan={2}>
            {t('usage.total')}
          </th>
          <td className={styles.figure}>
            <Cost dollars={dollars} hasUnknownPrices={hasUnknownPrices} />
          </td>
        </tr>
      </tfoot>
    </table>
  )
}

const SECONDS_PER_MINUTE = 60

/** What a provider did, a line for each kind of work. */
const Figures = ({ totals }: { readonly totals: UsageTotals }) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const { audioSeconds, promptTokens, completionTokens, characters } = totals
  const inMinutes = audioSeconds >= SECONDS_PER_MINUTE
  const duration = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: inMinutes ? 'minute' : 'second',
    maximumFractionDigits: 1,
  }).format(inMinutes ? audioSeconds / SECONDS_PER_MINUTE : audioSeconds)
  return (
    <>
      {audioSeconds > 0 && <p>{t('usage.heard', { duration })}</p>}
      {promptTokens + completionTokens > 0 && (
        <p>
          {t('usage.tokens', {
            in: whole.format(promptTokens),
            out: whole.format(completionTokens),
          })}
        </p>
      )}
      {characters > 0 && <p>{t('usage.spoken', { characters: whole.format(characters) })}</p>}
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
