import { useTranslation } from 'react-i18next'
import { errorText } from '../../i18n/error-text.ts'
import { sentences } from '../../i18n/sentences.ts'
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
  const failure = state?.error == null ? null : errorText(t, state.error)
  const said = (): string => {
    if (state === undefined || failure !== null) return ''
    if (state.state === 'running') return t('trust.running')
    return t(`trust.${task}.done`, { file: state.file ?? '' })
  }
  return (
    <>
      <p className={styles.result} role="status">
        {said()}
      </p>
      <p className={styles.failure} role="alert">
        {failure !== null && sentences(t, failure.message, failure.remedy)}
      </p>
    </>
  )
}
