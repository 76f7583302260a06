import { useTranslation } from 'react-i18next'
import type { FirstRun } from '../../electron/contracts/first-run.ts'
import { progressOf, stepsFor } from '../../electron/core/first-run/steps.ts'
import styles from './step-progress.module.css'

/** How far it is: a mark for each step, and the words beside them. */
export const StepProgress = ({ place }: { readonly place: FirstRun }) => {
  const { t } = useTranslation()
  const { number, count } = progressOf(place)
  return (
    <header className={styles.progress}>
      <ol className={styles.marks} aria-label={t('welcome.progressLabel')}>
        {stepsFor(place.way).map((step, at) => (
          <li
            key={step}
            className={styles.mark}
            data-state={at + 1 < number ? 'past' : at + 1 === number ? 'now' : 'coming'}
            aria-current={at + 1 === number ? 'step' : undefined}
          >
            <span className={styles.name}>{t(`welcome.steps.${step}`)}</span>
          </li>
        ))}
      </ol>
      <p className={styles.words}>{t('welcome.progress', { number, count })}</p>
    </header>
  )
}
