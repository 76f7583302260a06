import { useId, type ReactNode } from 'react'
import rows from '../rows/setting-row.module.css'
import { TaskResult } from './task-result.tsx'
import type { TaskState, TrustTask } from './trust-store.ts'
import styles from './trust.module.css'

/** Something that can be done: its name, what it does and does not, its button, and what became of it. */
export const TaskRow = ({
  label,
  hint,
  task,
  state,
  children,
}: {
  readonly label: string
  readonly hint: string
  readonly task: TrustTask
  readonly state: TaskState | undefined
  /** The button, described by the hint of this id. */
  readonly children: (hintId: string) => ReactNode
}) => {
  const id = useId()
  return (
    <div className={styles.task}>
      <div className={rows.row}>
        <div>
          <p className={rows.label}>{label}</p>
          <p id={id} className={rows.hint}>
            {hint}
          </p>
        </div>
        <div className={rows.control}>{children(id)}</div>
      </div>
      <TaskResult task={task} state={state} />
    </div>
  )
}
