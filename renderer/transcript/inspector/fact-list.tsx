import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { TurnLogRecord } from '../../../electron/contracts/turn-log.ts'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { outcomeText } from './outcome-text.ts'
import { reasonText } from './reason-text.ts'
import styles from './inspector.module.css'

const aheadText = (
  t: TFunction,
  { speculated, discardedSpeculations: count }: TurnLogRecord,
): readonly string[] => {
  if (speculated) {
    const kept = t('transcript.inspector.ahead.kept')
    return count === 0 ? [kept] : [kept, t('transcript.inspector.ahead.dropped', { count })]
  }
  return count === 0
    ? [t('transcript.inspector.ahead.not')]
    : [t('transcript.inspector.ahead.onlyDropped', { count })]
}

/** How the turn began and ended, in short. */
export const FactList = ({ record }: { readonly record: TurnLogRecord }) => {
  const { t, i18n } = useTranslation()
  const locale = useRegionalLocale()
  const ended = reasonText(t, locale, record.turnEndReason)
  const facts = [
    ['way', [t(`transcript.inspector.way.${record.way}`)]],
    ['ended', ended === '' ? [] : [ended]],
    ['ahead', aheadText(t, record)],
    ['outcome', [outcomeText({ t, i18n }, record)]],
  ] as const
  return (
    <dl className={styles.facts}>
      {facts
        .filter(([, sentences]) => sentences.length > 0)
        .map(([fact, sentences]) => (
          <div key={fact} className={styles.fact}>
            <dt className={styles.factName}>{t(`transcript.inspector.fact.${fact}`)}</dt>
            {sentences.map((sentence) => (
              <dd key={sentence}>{sentence}</dd>
            ))}
          </div>
        ))}
    </dl>
  )
}
