import { useTranslation } from 'react-i18next'
import type { WakeAttempt } from '../../../electron/contracts/wake.ts'
import { Icon } from '../../ui/icon.tsx'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { verdictOf } from '../../ui/wake/wake-store.ts'
import { attemptVerdict, whyMissed } from './attempt-text.ts'
import styles from './attempt-row.module.css'

/** What was heard of one attempt: its score as a bar, with a line where it would wake. */
export const AttemptRow = ({ attempt }: { readonly attempt: WakeAttempt }) => {
  const { t } = useTranslation()
  const percent = new Intl.NumberFormat(useRegionalLocale(), { style: 'percent' })
  const { score, threshold, words } = attempt
  const why = whyMissed(t, attempt)
  const text = t('wake.tryOut.score', {
    score: percent.format(score),
    threshold: percent.format(threshold),
  })
  const woke = verdictOf(attempt) === 'woke'
  return (
    <li className={styles.attempt} data-woke={woke}>
      <span className={styles.verdict}>
        <Icon name={woke ? 'check' : 'close'} />
        {attemptVerdict(t, attempt)}
      </span>
      <span className={styles.words} dir="auto">
        {/* A detector that hears the phrase itself reads no words. */}
        {words !== '' && t('wake.tryOut.heard', { words })}
      </span>
      <span
        className={styles.meter}
        role="meter"
        aria-label={t('wake.tryOut.scoreLabel')}
        aria-valuemin={0}
        aria-valuemax={1}
        aria-valuenow={score}
        aria-valuetext={text}
      >
        <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
          <rect className={styles.track} y="1.5" width="100" height="5" />
          <rect className={styles.score} y="1.5" width={score * 100} height="5" />
          <rect className={styles.threshold} x={threshold * 100 - 0.4} width="0.8" height="8" />
        </svg>
      </span>
      <span className={styles.figures}>{text}</span>
      {why !== '' && <span className={styles.why}>{why}</span>}
    </li>
  )
}
