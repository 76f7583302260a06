import { useTranslation } from 'react-i18next'
import type { KnownPerson } from '../../../../electron/contracts/voices.ts'
import { Button } from '../../../ui/button.tsx'
import { useRegionalLocale } from '../../../ui/use-regional-locale.ts'
import styles from './voices.module.css'

/** Whose voices are known, and the buttons that forget them. */
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
            <Button
              size="small"
              label={t('voices.removeOf', { name })}
              onPress={() => onRemove(id)}
            >
              {t('voices.remove')}
            </Button>
          </li>
        ))}
      </ul>
      {people.length > 1 && (
        <Button size="small" tone="quiet" onPress={onRemoveAll}>
          {t('voices.removeAll')}
        </Button>
      )}
    </div>
  )
}
