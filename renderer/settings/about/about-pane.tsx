import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from '../../bridge/value-store.ts'
import rows from '../rows/setting-row.module.css'
import { SettingGroup } from '../rows/setting-row.tsx'
import type { TrustStore } from '../trust/trust-store.ts'
import styles from './about.module.css'
import { ModelLicences } from './model-licences.tsx'
import { PackageLicences } from './package-licences.tsx'
import { VersionTable } from './version-table.tsx'

/** What this Warbler is, what it is made of, and under which licences. */
export const AboutPane = ({ store }: { readonly store: TrustStore }) => {
  const { t } = useTranslation()
  const { about, licences } = useStore(store)
  useEffect(() => store.lookAtAbout(), [store])
  return (
    <div>
      <h2 className={rows.title}>{t('settings.about')}</h2>
      <p className={rows.intro}>{t('about.intro')}</p>
      {about !== null && (
        <>
          <SettingGroup title={t('about.versions')}>
            <VersionTable about={about} onCopy={store.copy} />
          </SettingGroup>
          <SettingGroup title={t('about.models')}>
            <ModelLicences models={about.models} />
          </SettingGroup>
          <SettingGroup title={t('about.packages', { count: about.packages.length })}>
            <details className={styles.all}>
              <summary>{t('about.showPackages')}</summary>
              <PackageLicences
                packages={about.packages}
                texts={licences}
                onOpen={store.readLicence}
              />
            </details>
          </SettingGroup>
        </>
      )}
    </div>
  )
}
