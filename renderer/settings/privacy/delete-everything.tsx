import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import styles from '../trust/trust.module.css'

/** It asks once: what it deletes nobody can bring back. */
export const DeleteEverything = ({
  describedBy,
  onDelete,
}: {
  readonly describedBy: string
  readonly onDelete: () => void
}) => {
  const { t } = useTranslation()
  const id = useId()
  const [asks, setAsks] = useState(false)
  const [wasAsked, setWasAsked] = useState(false)
  const answer = (yes: boolean) => {
    setAsks(false)
    setWasAsked(true)
    if (yes) onDelete()
  }
  if (!asks) {
    return (
      <Button
        icon="trash"
        describedBy={describedBy}
        autoFocus={wasAsked}
        onPress={() => setAsks(true)}
      >
        {t('trust.delete.button')}
      </Button>
    )
  }
  return (
    <div
      className={styles.confirm}
      role="group"
      aria-labelledby={id}
      onKeyDown={({ key }) => {
        if (key === 'Escape') answer(false)
      }}
    >
      <p id={id} className={styles.question}>
        {t('trust.delete.question')}
      </p>
      {/* The focus is on what deletes nothing: whoever pressed Enter twice keeps everything. */}
      <Button describedBy={id} autoFocus onPress={() => answer(false)}>
        {t('trust.delete.keep')}
      </Button>
      <Button icon="trash" tone="danger" onPress={() => answer(true)}>
        {t('trust.delete.yes')}
      </Button>
    </div>
  )
}
