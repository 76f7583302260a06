import { useTranslation } from 'react-i18next'
import { formatOffset } from '../../i18n/format.ts'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { entryText } from './entry-text.ts'
import { toldInOrder, type TimelineLayout } from './timeline-layout.ts'
import styles from './inspector.module.css'

/** What is on the timeline, in words, with when it was so. */
export const EventList = ({ layout }: { readonly layout: TimelineLayout }) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  return (
    <ol className={styles.events} aria-label={t('transcript.inspector.events')}>
      {toldInOrder(layout).map(({ entry, toldAtMs }, index) => (
        <li key={index} className={styles.event}>
          <span className={styles.figure}>{formatOffset(locale, toldAtMs - layout.startMs)}</span>
          <span>{entryText(t, locale, entry)}</span>
        </li>
      ))}
    </ol>
  )
}
