import { useTranslation } from 'react-i18next'
import type { CodedError } from '../../../electron/contracts/errors.ts'
import type { ProviderTest } from '../../../electron/contracts/providers.ts'
import { setupErrorText } from '../../i18n/placed-error-text.ts'
import { formatMilliseconds } from '../../i18n/format.ts'
import { sentences } from '../../i18n/sentences.ts'
import { ErrorDetail } from '../error-detail.tsx'
import { Icon } from '../icon.tsx'
import { useRegionalLocale } from '../use-regional-locale.ts'
import type { Asked } from './providers-store.ts'
import styles from './test-results.module.css'

/** What one real call per role said: how long it took and what came, or the exact error. */
export const TestResults = ({ asked }: { readonly asked: Asked<readonly ProviderTest[]> }) => {
  const { t } = useTranslation()
  return (
    <div className={styles.results} role="status" aria-label={t('providers.tested')}>
      {asked.state === 'asking' && <p>{t('providers.testing')}</p>}
      {asked.state === 'failed' && <Failure error={asked.error} />}
      {asked.state === 'answered' && asked.value.length === 0 && (
        <p>{t('providers.nothingToTest')}</p>
      )}
      {asked.state === 'answered' &&
        asked.value.map((test) => <Result key={test.role} test={test} />)}
    </div>
  )
}

const Result = ({
  test: { role, ok, firstMs, totalMs, result, error },
}: {
  readonly test: ProviderTest
}) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const total = formatMilliseconds(locale, totalMs)
  const first = firstMs === null ? null : formatMilliseconds(locale, firstMs)
  return (
    <div className={styles.result} data-role={role} data-ok={ok}>
      <Icon name={ok ? 'check' : 'alert'} />
      <div>
        <p className={styles.verdict}>
          <span className={styles.role}>{t(`providers.part.${role}`)}</span>
          <span>{t(ok ? 'providers.ok' : 'providers.failed')}</span>
          {/* Nothing was asked without a key. */}
          {error?.code !== 'provider.key-missing' && (
            <span className={styles.time}>
              {first === null
                ? t('providers.tookAll', { total })
                : t(`providers.took.${role}`, { first, total })}
            </span>
          )}
        </p>
        {result !== '' && <p className={styles.came}>{t('providers.came', { result })}</p>}
        {error !== null && <Failure error={error} />}
      </div>
    </div>
  )
}

const Failure = ({ error }: { readonly error: CodedError }) => {
  const { t } = useTranslation()
  const { message, remedy } = setupErrorText(t, error)
  return (
    <div>
      <p>{sentences(t, message, remedy)}</p>
      <ErrorDetail error={error} />
    </div>
  )
}
