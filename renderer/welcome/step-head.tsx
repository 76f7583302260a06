import { useEffect, useRef, type ReactNode } from 'react'
import styles from './step-head.module.css'

/** What a step is about. Its title has the focus when the step begins, so that it is read out. */
export const StepHead = ({
  mark,
  title,
  lead,
}: {
  readonly mark: ReactNode
  readonly title: string
  readonly lead: string
}) => {
  const titleRef = useRef<HTMLHeadingElement>(null)
  useEffect(() => titleRef.current?.focus(), [])
  return (
    <div className={styles.head}>
      {mark}
      <h1 ref={titleRef} className={styles.title} tabIndex={-1}>
        {title}
      </h1>
      <p className={styles.lead}>{lead}</p>
    </div>
  )
}
