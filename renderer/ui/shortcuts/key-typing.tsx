import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../button.tsx'
import field from '../field.module.css'
import type { EditorEvent, EditorState } from './editor-state.ts'
import styles from './hotkey-editing.module.css'

/** Keys by their names, for whoever cannot press them here. */
export const KeyTyping = ({
  state,
  describedBy,
  onEvent,
}: {
  readonly state: Extract<EditorState, { readonly phase: 'typing' }>
  readonly describedBy: string
  readonly onEvent: (event: EditorEvent) => void
}) => {
  const { t } = useTranslation()
  const ref = useRef<HTMLInputElement>(null)
  useEffect(() => ref.current?.focus(), [])
  return (
    <form
      className={styles.typing}
      onSubmit={(event) => {
        event.preventDefault()
        onEvent({ type: 'typed-all' })
      }}
    >
      <input
        ref={ref}
        className={field.field}
        type="text"
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        aria-label={t('shortcuts.field')}
        aria-describedby={describedBy}
        aria-invalid={state.fault !== null}
        placeholder={t('shortcuts.field')}
        value={state.text}
        onChange={(event) => onEvent({ type: 'typed', text: event.currentTarget.value })}
      />
      <Button onPress={() => onEvent({ type: 'typed-all' })} disabled={state.text.trim() === ''}>
        {t('shortcuts.try')}
      </Button>
    </form>
  )
}
