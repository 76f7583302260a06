import { useTranslation } from 'react-i18next'
import type { KnownPerson } from '../../../../electron/contracts/voices.ts'
import { ConfirmButton } from '../../../ui/confirm-button.tsx'
import { useRegionalLocale } from '../../../ui/use-regional-locale.ts'
import styles from './voices.module.css'

/** Whose voices are known, and the buttons that forget them: they ask once, since a voice takes a minute to enrol. */
export const PeopleList = ({
  people,
  onRemove,
  onRemoveAll,
}: {
  readonly people: readonly KnownPerson[]
  readonly onRemove: (id: string) => void
  readonly onRemoveAll: () => void
}) => {
  const { t } = useTranslation()
  const date = new Intl.DateTimeFormat(useRegionalLocale(), { dateStyle: 'medium' })
  return (
    <div className={styles.people}>
      <ul className={styles.list} aria-label={t('voices.people')}>
        {people.map(({ id, name, enrolledAtMs }) => (
          <li key={id} className={styles.person}>
            <span className={styles.name}>{name}</span>
            <span className={styles.since}>
              {t('voices.since', { date: date.format(enrolledAtMs) })}
            </span>
            <ConfirmButton
              size="small"
              text={t('voices.remove')}
              label={t('voices.removeOf', { name })}
              question={t('voices.confirmRemove', { name })}
              keep={t('voices.keep')}
              yes={t('voices.remove')}
              onConfirm={() => onRemove(id)}
            />
          </li>
        ))}
      </ul>
      {people.length > 1 && (
        <ConfirmButton
          size="small"
          text={t('voices.removeAll')}
          question={t('voices.confirmRemoveAll', { count: people.length })}
          keep={t('voices.keepAll')}
          yes={t('voices.removeAll')}
          onConfirm={onRemoveAll}
        />
      )}
    </div>
  )
}
