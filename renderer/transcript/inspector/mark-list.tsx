import { useTranslation } from 'react-i18next'
import type { LatencyMarks } from '../../../electron/contracts/turn-log.ts'
import { formatMilliseconds } from '../../i18n/format.ts'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { MARKS } from './marks.ts'
import styles from './inspector.module.css'

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
  if (reached.length === 0) return null
  return (
    <table className={styles.table}>
      <caption className={styles.caption}>{t('transcript.inspector.marks')}</caption>
      <tbody>
        {reached.map(({ mark, afterMs }) => (
          <tr key={mark}>
            <th scope="row" className={styles.rowName}>
              {t(`transcript.inspector.mark.${mark}`)}
            </th>
            <td className={styles.figure}>{formatMilliseconds(locale, afterMs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
