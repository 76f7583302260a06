import { useId, useState } from 'react'
import { Button } from './button.tsx'
import styles from './confirm-button.module.css'

/**
 * A button for what nobody can take back: it asks once. The focus is on what deletes nothing, so that whoever
 * presses Enter twice keeps everything, and goes back to the button behind the answer; Escape keeps, too.
 */
export const ConfirmButton = ({
  text,
  label,
  question,
  keep,
  yes,
  size = 'medium',
  disabled = false,
  id,
  describedBy,
  asks: startsAsking = false,
  onConfirm,
}: {
  readonly text: string
  /** Where the words on the button do not say what it is of. */
  readonly label?: string
  readonly question: string
  readonly keep: string
  readonly yes: string
  readonly size?: 'medium' | 'small'
  readonly disabled?: boolean
  /** Of the button, where a label stands elsewhere. */
  readonly id?: string
  readonly describedBy?: string
  /** It has been pressed once. */
  readonly asks?: boolean
  readonly onConfirm: () => void
}) => {
  const questionId = useId()
  const [asks, setAsks] = useState(startsAsking)
  const [wasAsked, setWasAsked] = useState(false)
  const named = label === undefined ? {} : { label }
  const answer = (isYes: boolean) => {
    setAsks(false)
    setWasAsked(true)
    if (isYes) onConfirm()
  }
  if (!asks) {
    return (
      <Button
        icon="trash"
        size={size}
        disabled={disabled}
        autoFocus={wasAsked}
        {...named}
        {...(id === undefined ? {} : { id })}
        {...(describedBy === undefined ? {} : { describedBy })}
        onPress={() => setAsks(true)}
      >
        {text}
      </Button>
    )
  }
  return (
    <div
      className={styles.confirm}
      data-size={size}
      role="group"
      aria-labelledby={questionId}
      onKeyDown={({ key }) => {
        if (key === 'Escape') answer(false)
      }}
    >
      <p id={questionId} className={styles.question}>
        {question}
      </p>
      <Button size={size} describedBy={questionId} autoFocus onPress={() => answer(false)}>
        {keep}
      </Button>
      <Button icon="trash" size={size} tone="danger" {...named} onPress={() => answer(true)}>
        {yes}
      </Button>
    </div>
  )
}
