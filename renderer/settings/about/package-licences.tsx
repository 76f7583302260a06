import { useTranslation } from 'react-i18next'
import type { AboutPackage } from '../../../electron/contracts/trust.ts'
import { OuterLink } from './outer-link.tsx'
import styles from './about.module.css'

/** Every package that ships; the text of its licence comes when it is opened. */
export const PackageLicences = ({
  packages,
  texts,
  onOpen,
}: {
  readonly packages: readonly AboutPackage[]
  readonly texts: Readonly<Record<string, string>>
  readonly onOpen: (name: string, version: string) => void
}) => {
  const { t } = useTranslation()
  return (
    <ul className={styles.list}>
      {packages.map(({ name, version, licence, page }) => (
        <li key={`${name}@${version}`}>
          <details
            onToggle={({ currentTarget }) => {
              if (currentTarget.open) onOpen(name, version)
            }}
          >
            <summary className={styles.item}>
              <span>
                {name} <span className={styles.version}>{version}</span>
              </span>
              <span className={styles.licence}>{licence}</span>
            </summary>
            <div className={styles.text}>
              {page !== null && (
                <p>
                  <OuterLink href={page} label={t('about.openPage', { name })}>
                    {page}
                  </OuterLink>
                </p>
              )}
              <pre tabIndex={0} aria-label={t('about.licenceOf', { name })}>
                {texts[`${name}@${version}`] ?? ''}
              </pre>
            </div>
          </details>
        </li>
      ))}
    </ul>
  )
}
