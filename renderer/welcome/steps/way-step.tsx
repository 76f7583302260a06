import { useTranslation } from 'react-i18next'
import { LOCALES, localeName } from '../../../electron/contracts/locales.ts'
import { FIRST_RUN_WAYS, type FirstRunWay } from '../../../electron/contracts/first-run.ts'
import { useStore } from '../../bridge/value-store.ts'
import { formatBytes } from '../../i18n/format.ts'
import type { ModelsView } from '../../bridge/models-store.ts'
import field from '../../ui/field.module.css'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { PhaseMark } from '../../ui/phase-mark.tsx'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { StepHead } from '../step-head.tsx'
import type { StepProps } from '../welcome-stores.ts'
import styles from './way-step.module.css'

const ICONS = {
  local: 'cube',
  provider: 'cloud',
  both: 'shield',
} as const satisfies Readonly<Record<FirstRunWay, IconName>>

/** Where hearing, thinking and speaking are done; what that needs is downloaded from here on. */
export const WayStep = ({ stores, place, view }: StepProps) => {
  const { t } = useTranslation()
  const models = useStore(stores.models)
  return (
    <>
      <StepHead
        mark={<PhaseMark phase="idle" size="large" />}
        title={t('welcome.way.title')}
        lead={t('welcome.way.lead')}
      />
      <fieldset className={styles.ways}>
        <legend className={styles.legend}>{t('welcome.way.choices')}</legend>
        {FIRST_RUN_WAYS.map((way) => (
          <label key={way} className={styles.way} data-chosen={place.way === way}>
            <input
              className={styles.radio}
              type="radio"
              name="way"
              value={way}
              checked={place.way === way}
              onChange={() => stores.place.chooseWay(way)}
            />
            <span className={styles.icon}>
              <Icon name={ICONS[way]} />
            </span>
            <span className={styles.words}>
              <span className={styles.name}>
                {t(`welcome.way.${way}.name`)}
                {way === 'local' && (
                  <span className={styles.badge}>{t('welcome.way.recommended')}</span>
                )}
              </span>
              <span className={styles.body}>{t(`welcome.way.${way}.body`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <p className={styles.note} role="status">
        {place.way !== 'provider' && <Fetch models={models} />}
      </p>
      <p className={styles.language}>
        <label htmlFor="welcome-language">{t('welcome.way.language')}</label>
        <select
          id="welcome-language"
          className={field.field}
          value={view.settings.locale}
          onChange={(event) => stores.settings.change({ locale: event.currentTarget.value })}
        >
          <option value="system">{t('settings.language.system')}</option>
          {Object.keys(LOCALES).map((locale) => (
            <option key={locale} value={locale}>
              {localeName(locale)}
            </option>
          ))}
        </select>
      </p>
    </>
  )
}

const Fetch = ({ models: { snapshot } }: { readonly models: ModelsView }) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  if (snapshot === null || snapshot.choice === null) return t('welcome.way.measuring')
  if (snapshot.complete) return t('welcome.way.here')
  const { totalBytes, receivedBytes } = snapshot.totals
  return t('welcome.way.fetch', { size: formatBytes(locale, totalBytes - receivedBytes) })
}
