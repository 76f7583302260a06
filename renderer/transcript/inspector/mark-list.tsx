import { useTranslation } from 'react-i18next'
import type { LatencyMarks } from '../../../electron/contracts/turn-log.ts'
import { formatMilliseconds } from '../../i18n/format.ts'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { MARKS } from './marks.ts'
import styles from './mark-list.module.css'

/** Each latency mark that was reached, in order of time, in milliseconds after the end of speech. */
export const MarkList = ({ marks }: { readonly marks: LatencyMarks }) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const fromMs = marks['speech-end']
  if (fromMs === undefined) return null
  const reached = MARKS.flatMap((mark) => {
    const atMs = marks[mark]
    return atMs === undefined || mark === 'speech-end' ? [] : [{ mark, afterMs: atMs - fromMs }]
  }).sort((a, b) => a.afterMs - b.afterMs)
  return (
    <ol className={styles.marks} aria-label={t('transcript.inspector.marks')}>
      {reached.map(({ mark, afterMs }) => (
        <li key={mark}>
          {t(`transcript.inspector.mark.${mark}`)}
          <span className={styles.after}>{formatMilliseconds(locale, afterMs)}</span>
        </li>
      ))}
    </ol>
  )
}
