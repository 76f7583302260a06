import { useTranslation } from 'react-i18next'
import type { ShortcutName } from '../../../electron/contracts/shortcuts.ts'
import { errorText } from '../../i18n/error-text.ts'
import { sentences } from '../../i18n/sentences.ts'
import { Button } from '../button.tsx'
import { HotkeyKeys } from '../hotkey-keys.tsx'
import { editedBy, type EditorEvent, type EditorState, type Fault } from './editor-state.ts'
import { faultText } from './fault-text.ts'
import styles from './hotkey-editing.module.css'
import { KeyTyping } from './key-typing.tsx'
import { Recorder } from './recorder.tsx'

export interface HotkeyEditingProps {
  /** Of the editor that it is a part of; ids of what it says begin with it. */
  readonly id: string
  readonly shortcut: ShortcutName
  readonly label: string
  readonly state: EditorState
  readonly platform: string
  /** A trial goes on for so long. */
  readonly trialMs: number
  readonly onEvent: (event: EditorEvent) => void
}

const faultOf = (state: EditorState): Fault | null => {
  if (state.phase === 'idle') return null
  return state.phase === 'trying' ? state.remark : state.fault
}

/** The field that takes the keys, by pressing or typing them, and what is wrong with them. */
export const HotkeyEditing = ({
  id,
  shortcut,
  label,
  state,
  platform,
  onEvent,
}: HotkeyEditingProps) => {
  const { t } = useTranslation()
  const fault = faultOf(state)
  const describedBy = `${id}-press ${id}-fault`
  return (
    <div
      className={styles.editing}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        onEvent({ type: 'cancel' })
      }}
    >
      {state.phase === 'recording' && (
        <Recorder state={state} platform={platform} describedBy={describedBy} onEvent={onEvent} />
      )}
      {state.phase === 'typing' && (
        <KeyTyping state={state} describedBy={describedBy} onEvent={onEvent} />
      )}
      {state.phase === 'trying' && (
        <span className={styles.tried}>
          <HotkeyKeys label={state.label} />
        </span>
      )}
      <span className={styles.buttons}>
        {state.phase === 'recording' && (
          <Button
            size="small"
            tone="quiet"
            label={t('shortcuts.typeOf', { action: label })}
            onPress={() => onEvent({ type: 'type', shortcut })}
          >
            {t('shortcuts.type')}
          </Button>
        )}
        <Button
          size="small"
          tone="quiet"
          autoFocus={state.phase === 'trying'}
          onPress={() => onEvent({ type: 'cancel' })}
        >
          {t('shortcuts.cancel')}
        </Button>
      </span>
      <p id={`${id}-press`} className={styles.hint}>
        {state.phase === 'recording' && t('shortcuts.pressHint')}
      </p>
      <p
        id={`${id}-fault`}
        className={state.phase === 'trying' ? styles.remark : styles.fault}
        role="alert"
      >
        {fault !== null && faultText(t, fault, platform)}
      </p>
    </div>
  )
}

/** What is going on and what became of it, for the eye and for screen readers. */
export const HotkeySaid = ({
  shortcut,
  state,
  trialMs,
}: Pick<HotkeyEditingProps, 'shortcut' | 'state' | 'trialMs'>) => {
  const { t } = useTranslation()
  return (
    <p className={styles.said} role="status">
      {saidOf()}
    </p>
  )

  function saidOf(): string {
    if (editedBy(state) === shortcut) {
      return state.phase === 'trying' && state.isWaiting
        ? sentences(t, t('shortcuts.pressOnce', { keys: state.label }), t('shortcuts.pressOnceWhy'))
        : ''
    }
    if (state.phase !== 'idle' || state.last?.shortcut !== shortcut) return ''
    const { outcome, error, label: keys } = state.last
    if (error !== null) {
      const { message, remedy } = errorText(t, error)
      return sentences(t, message, remedy)
    }
    if (outcome === 'refused') return ''
    return t(`shortcuts.was.${outcome}`, { keys, seconds: Math.round(trialMs / 1000) })
  }
}
