import { useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodedError } from '../../../electron/contracts/errors.ts'
import type { ShortcutName } from '../../../electron/contracts/shortcuts.ts'
import { errorText } from '../../i18n/error-text.ts'
import { sentences } from '../../i18n/sentences.ts'
import { Button } from '../../ui/button.tsx'
import { HotkeyKeys } from '../../ui/hotkey-keys.tsx'
import rows from '../rows/setting-row.module.css'
import { editedBy, type EditorEvent, type EditorState, type Fault } from './editor-state.ts'
import { faultText } from './fault-text.ts'
import styles from './hotkey-editor.module.css'
import { KeyTyping } from './key-typing.tsx'
import { Recorder } from './recorder.tsx'

export interface HotkeyEditorProps {
  readonly shortcut: ShortcutName
  readonly label: string
  readonly hint: string
  /** As the person reads them; empty: it has none. */
  readonly keys: string
  /** Why they do not work. */
  readonly error: CodedError | null
  readonly state: EditorState
  readonly platform: string
  /** A trial goes on for so long. */
  readonly trialMs: number
  readonly onEvent: (event: EditorEvent) => void
  /** Takes the keys away, or gives the usual ones back. */
  readonly remove: {
    readonly label: string
    readonly about: string
    readonly run: () => void
  } | null
}

/** One shortcut: its keys, and other ones by pressing or typing them, tried before they are kept. */
export const HotkeyEditor = (props: HotkeyEditorProps) => {
  const { shortcut, label, hint, keys, error, state, onEvent, remove } = props
  const { t } = useTranslation()
  const id = useId()
  const isEdited = editedBy(state) === shortcut
  const change = useFocusBack(isEdited)
  const refused = error === null ? null : errorText(t, error)
  return (
    <div className={rows.row} data-shortcut={shortcut} role="group" aria-labelledby={`${id}-label`}>
      <div>
        <label id={`${id}-label`} className={rows.label} htmlFor={`${id}-change`}>
          {label}
        </label>
        <p className={rows.hint}>{hint}</p>
      </div>
      <div className={styles.keys}>
        {keys === '' ? (
          <span className={styles.none}>{t('shortcuts.none')}</span>
        ) : (
          <HotkeyKeys label={keys} />
        )}
        {!isEdited && (
          <span ref={change} className={styles.buttons}>
            <Button
              id={`${id}-change`}
              size="small"
              label={t('shortcuts.changeOf', { action: label })}
              onPress={() => onEvent({ type: 'record', shortcut })}
            >
              {t('shortcuts.change')}
            </Button>
            {keys !== '' && (
              <Button
                size="small"
                tone="quiet"
                label={t('shortcuts.tryOf', { action: label })}
                onPress={() => onEvent({ type: 'try', shortcut })}
              >
                {t('shortcuts.try')}
              </Button>
            )}
            {remove !== null && (
              <Button size="small" tone="quiet" label={remove.about} onPress={remove.run}>
                {remove.label}
              </Button>
            )}
          </span>
        )}
      </div>
      {isEdited && <Editing {...props} id={id} />}
      <Said {...props} />
      <p className={rows.error} role="alert">
        {refused !== null && !isEdited && sentences(t, refused.message, refused.remedy)}
      </p>
    </div>
  )
}

/** The focus goes back to the button where it came from, unless the person has gone elsewhere. */
const useFocusBack = (isEdited: boolean) => {
  const ref = useRef<HTMLSpanElement>(null)
  const before = useRef(isEdited)
  useEffect(() => {
    const hasEnded = before.current && !isEdited
    before.current = isEdited
    if (hasEnded && document.activeElement === document.body) {
      ref.current?.querySelector('button')?.focus()
    }
  }, [isEdited])
  return ref
}

const faultOf = (state: EditorState): Fault | null => {
  if (state.phase === 'idle') return null
  return state.phase === 'trying' ? state.remark : state.fault
}

const Editing = ({
  id,
  shortcut,
  label,
  state,
  platform,
  onEvent,
}: HotkeyEditorProps & { readonly id: string }) => {
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
      <p id={`${id}-press`} className={rows.hint}>
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
const Said = ({ shortcut, state, trialMs }: HotkeyEditorProps) => {
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
