import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { primaryLanguage } from '../../../electron/core/transcripts/facets.ts'
import { useStore } from '../../bridge/value-store.ts'
import { languageName } from '../../i18n/format.ts'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { PERIODS } from '../search-period.ts'
import type { SearchStore } from '../search-store.ts'
import { FilterSelect } from './filter-select.tsx'
import styles from './search-filter-row.module.css'

/** What a search is narrowed to. */
export const SearchFilterRow = ({ store }: { readonly store: SearchStore }) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const { filters, languages } = useStore(store)
  const { loadLanguages, setFilters } = store
  useEffect(loadLanguages, [loadLanguages])
  const primary = [...new Set(languages.map(primaryLanguage))]
  return (
    <div className={styles.filters} role="group" aria-label={t('transcript.search.filters')}>
      <FilterSelect
        label={t('transcript.search.when')}
        value={filters.period}
        choices={PERIODS.map((value) => ({ value, name: t(`transcript.search.period.${value}`) }))}
        onPick={(picked) => {
          const period = PERIODS.find((name) => name === picked)
          if (period !== undefined) setFilters({ period })
        }}
      />
      <FilterSelect
        label={t('transcript.search.who')}
        value={filters.speaker ?? ''}
        choices={[
          { value: '', name: t('transcript.search.everybody') },
          { value: 'person', name: t('transcript.you') },
          { value: 'assistant', name: t('transcript.warbler') },
        ]}
        onPick={(picked) =>
          setFilters({ speaker: picked === 'person' || picked === 'assistant' ? picked : null })
        }
      />
      {primary.length > 1 && (
        <FilterSelect
          label={t('transcript.search.language')}
          value={filters.language ?? ''}
          choices={[
            { value: '', name: t('transcript.search.anyLanguage') },
            ...primary.map((value) => ({ value, name: languageName(locale, value) })),
          ]}
          onPick={(picked) => setFilters({ language: picked === '' ? null : picked })}
        />
      )}
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={filters.interrupted}
          onChange={(event) => setFilters({ interrupted: event.currentTarget.checked })}
        />
        {t('transcript.status.interrupted')}
      </label>
      {filters.period === 'days' && (
        <div className={styles.days}>
          {(['from', 'to'] as const).map((end) => (
            <label key={end} className={styles.day}>
              {t(`transcript.search.${end}`)}
              <input
                className={styles.date}
                type="date"
                value={filters.days[end]}
                onChange={(event) =>
                  setFilters({ days: { ...filters.days, [end]: event.currentTarget.value } })
                }
              />
            </label>
          ))}
        </div>
      )}
    </div>
  )
}
