import { useTranslation } from 'react-i18next'
import { errorSentences } from '../../i18n/error-sentences.ts'
import type { TaskState, TrustTask } from './trust-store.ts'
import styles from './trust.module.css'

/** What became of it, for the eye and for screen readers. */
export const TaskResult = ({
  task,
  state,
}: {
  readonly task: TrustTask
  readonly state: TaskState | undefined
}) => {
  const { t } = useTranslation()
  const failure = errorSentences(t, state?.error)
  const said = (): string => {
    if (state === undefined || failure !== '') return ''
    if (state.state === 'running') return t('trust.running')
    return t(`trust.${task}.done`, { file: state.file ?? '' })
  }
  return (
    <>
      <p className={styles.result} role="status">
        {said()}
      </p>
      <p className={styles.failure} role="alert">
        {failure}
      </p>
    </>
  )
}
