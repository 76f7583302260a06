import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentences } from '../../i18n/error-sentences.ts'
import hidden from '../../styles/shared.module.css'
import { Button } from '../button.tsx'
import { IconButton } from '../icon-button.tsx'
import type { ActionsStore, Notice } from '../palette/actions-store.ts'
import styles from './change-notice.module.css'

/** Long enough to read it twice and to reach the button; Ctrl+Z and the palette undo it later as well. */
const SHOWN_MS = 8000
/** A slider under a finger is read out by itself; what it came to is told once it stands still. */
const SETTLED_MS = 700

/** What was just changed, with the way back. It takes no focus, and is read out politely. */
export const ChangeNotice = ({
  notice,
  isHeld,
  store,
}: {
  readonly notice: Notice | null
  /** Somebody is at it: it stays. */
  readonly isHeld: boolean
  readonly store: Pick<ActionsStore, 'undo' | 'dismissNotice' | 'holdNotice'>
}) => {
  const { t } = useTranslation()
  const text = notice === null ? '' : noticeText(notice, t)
  const told = useSettled(text)
  const { dismissNotice, holdNotice } = store
  useEffect(() => {
    if (notice === null || isHeld) return
    const timer = setTimeout(dismissNotice, SHOWN_MS)
    return () => clearTimeout(timer)
  }, [notice, isHeld, dismissNotice])
  return (
    <>
      <p className={hidden.hidden} role="status">
        {told}
      </p>
      {notice !== null && (
        <section
          className={styles.notice}
          aria-label={t('actions.about')}
          onPointerEnter={() => holdNotice(true)}
          onPointerLeave={() => holdNotice(false)}
          onFocus={() => holdNotice(true)}
          onBlur={() => holdNotice(false)}
        >
          <p className={styles.text}>{text}</p>
          {notice.canUndo && (
            <Button size="small" onPress={store.undo}>
              {t('actions.undo')}
            </Button>
          )}
          <IconButton icon="close" label={t('actions.dismiss')} onPress={dismissNotice} />
        </section>
      )}
    </>
  )
}

const noticeText = ({ text, error }: Notice, t: ReturnType<typeof useTranslation>['t']): string => {
  if (error === null) return text
  return errorSentences(t, error)
}

/** The text once it has stood still for a while. */
const useSettled = (text: string): string => {
  const [settled, setSettled] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLED_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
