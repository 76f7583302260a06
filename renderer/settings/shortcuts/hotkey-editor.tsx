import { useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodedError } from '../../../electron/contracts/errors.ts'
import { errorText } from '../../i18n/error-text.ts'
import { sentences } from '../../i18n/sentences.ts'
import { Button } from '../../ui/button.tsx'
import { HotkeyKeys } from '../../ui/hotkey-keys.tsx'
import rows from '../rows/setting-row.module.css'
import { editedBy } from '../../ui/shortcuts/editor-state.ts'
import {
  HotkeyEditing,
  HotkeySaid,
  type HotkeyEditingProps,
} from '../../ui/shortcuts/hotkey-editing.tsx'
import styles from './hotkey-editor.module.css'

interface HotkeyEditorProps extends Omit<HotkeyEditingProps, 'id'> {
  readonly hint: string
  /** As the person reads them; empty: it has none. */
  readonly keys: string
  /** Why they do not work. */
  readonly error: CodedError | null
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
      {isEdited && <HotkeyEditing {...props} id={id} />}
      <HotkeySaid {...props} />
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
