import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { modifiersLabel } from '../../../electron/core/hotkeys/combination.ts'
import { heldModifiers, type KeyPress } from '../../../electron/core/hotkeys/recorded.ts'
import field from '../field.module.css'
import type { EditorState, EditorEvent } from './editor-state.ts'
import styles from './hotkey-editing.module.css'

type KeyEvent = Pick<
  KeyboardEvent,
  'code' | 'key' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey' | 'getModifierState'
>

const pressOf = (event: KeyEvent): KeyPress => ({
  code: event.code,
  key: event.key,
  ctrlKey: event.ctrlKey,
  altKey: event.altKey,
  shiftKey: event.shiftKey,
  metaKey: event.metaKey,
  altGraph: event.getModifierState('AltGraph'),
})

const isBare = (event: KeyEvent) => !event.ctrlKey && !event.altKey && !event.metaKey

/**
 * As long as a press of the mouse lasts: what it was pressed on must not move away under it when this
 * closes.
 */
const CLICK_MS = 300

/**
 * Takes the keys that are pressed. A field, because screen readers hand keys on only to one. Escape leaves
 * everything as it was; Tab goes on as it does everywhere, which is leaving as well.
 */
export const Recorder = ({
  state,
  platform,
  describedBy,
  onEvent,
}: {
  readonly state: Extract<EditorState, { readonly phase: 'recording' }>
  readonly platform: string
  readonly describedBy: string
  readonly onEvent: (event: EditorEvent) => void
}) => {
  const { t } = useTranslation()
  const ref = useRef<HTMLInputElement>(null)
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    ref.current?.focus()
    return () => clearTimeout(leaving.current)
  }, [])
  const keys = modifiersLabel(state.held, platform)
  return (
    <input
      ref={ref}
      className={`${field.field} ${styles.recorder}`}
      type="text"
      readOnly
      aria-label={t('shortcuts.press')}
      aria-describedby={describedBy}
      aria-invalid={state.fault !== null}
      placeholder={t('shortcuts.press')}
      value={state.held.length === 0 ? '' : t('shortcuts.held', { keys })}
      onKeyDown={(event) => {
        const { nativeEvent: native } = event
        if (native.key === 'Tab' && isBare(native)) return onEvent({ type: 'cancel' })
        event.preventDefault()
        event.stopPropagation()
        if (native.repeat) return
        if (native.key === 'Escape' && isBare(native) && !native.shiftKey) {
          onEvent({ type: 'cancel' })
        } else {
          onEvent({ type: 'pressed', press: pressOf(native) })
        }
      }}
      onKeyUp={(event) => onEvent({ type: 'released', held: heldModifiers(event.nativeEvent) })}
      onFocus={() => clearTimeout(leaving.current)}
      onBlur={() => {
        leaving.current = setTimeout(() => onEvent({ type: 'cancel' }), CLICK_MS)
      }}
    />
  )
}
