import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import rows from '../rows/setting-row.module.css'
import { TaskResult } from './task-result.tsx'
import type { TaskState, TrustTask } from './trust-store.ts'
import styles from './trust.module.css'

/** Something that can be done: its name, what it does and does not, its button, and what became of it. */
export const TaskRow = ({
  task,
  state,
  children,
}: {
  readonly task: TrustTask
  readonly state: TaskState | undefined
  /** The button, described by the hint of this id. */
  readonly children: (hintId: string) => ReactNode
}) => {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className={styles.task}>
      <div className={rows.row}>
        <div>
          <p className={rows.label}>{t(`trust.${task}.label`)}</p>
          <p id={id} className={rows.hint}>
            {t(`trust.${task}.hint`)}
          </p>
        </div>
        <div className={rows.control}>{children(id)}</div>
      </div>
      <TaskResult task={task} state={state} />
    </div>
  )
}

/** A task that writes a file where the person wants it. */
export const SaveRow = ({
  task,
  state,
  onSave,
}: {
  readonly task: Extract<TrustTask, 'export' | 'diagnostics'>
  readonly state: TaskState | undefined
  readonly onSave: () => void
}) => {
  const { t } = useTranslation()
  return (
    <TaskRow task={task} state={state}>
      {(hint) => (
        <Button
          icon="share"
          describedBy={hint}
          disabled={state?.state === 'running'}
          onPress={onSave}
        >
          {t(`trust.${task}.button`)}
        </Button>
      )}
    </TaskRow>
  )
}
