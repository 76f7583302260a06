import { useTranslation } from 'react-i18next'
import type { AboutModel } from '../../../electron/contracts/trust.ts'
import { licenceName } from '../models/model-facts.ts'
import { OuterLink } from './outer-link.tsx'
import styles from './about.module.css'

/** Every model that can be fetched: whose it is, and what it may be used for. */
export const ModelLicences = ({ models }: { readonly models: readonly AboutModel[] }) => {
  const { t } = useTranslation()
  return (
    <ul className={styles.list}>
      {models.map(({ id, name, licence, page, licencePage }) => (
        <li key={id} className={styles.item}>
          <OuterLink href={page} label={t('about.openSource', { name })}>
            {name}
          </OuterLink>
          <span className={styles.licence}>
            <OuterLink
              href={licencePage}
              label={t('about.openLicence', { name, licence: licenceName(t, licence) })}
            >
              {licenceName(t, licence)}
            </OuterLink>
          </span>
        </li>
      ))}
    </ul>
  )
}
