import { useEffect, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from '../../bridge/value-store.ts'
import { errorText } from '../../i18n/error-text.ts'
import { sentences } from '../../i18n/sentences.ts'
import { editedBy, type EditorEvent } from '../../ui/shortcuts/editor-state.ts'
import { HotkeyEditing, HotkeySaid } from '../../ui/shortcuts/hotkey-editing.tsx'
import { Button } from '../../ui/button.tsx'
import { HotkeyKeys } from '../../ui/hotkey-keys.tsx'
import { StepHead } from '../step-head.tsx'
import { StepMark } from '../step-mark.tsx'
import type { StepProps } from '../welcome-stores.ts'
import styles from './hotkey-step.module.css'

/** What somebody binds in their desktop's settings, where programs get no hotkey. */
const COMMAND = 'warbler --toggle'

/** The hotkey, tried by pressing it; or why there is none, and what does the same. */
export const HotkeyStep = ({ stores, snapshot: { hotkey }, view }: StepProps) => {
  const { t } = useTranslation()
  const tried = useStore(stores.hotkey)
  useEffect(() => stores.hotkey.watch(), [stores.hotkey])
  const id = useId()
  const { shortcuts } = stores
  const editor = useStore(shortcuts.editor)
  const session = useStore(shortcuts.session)
  useEffect(() => shortcuts.leave, [shortcuts])
  const isEdited = editedBy(editor) === 'talk'
  // They were pressed for that, and came.
  const isKept = editor.phase === 'idle' && editor.last?.outcome === 'kept'
  const onEvent = (event: EditorEvent) =>
    shortcuts.send(event, { talk: view.settings.hotkey, ...view.settings.shortcuts })
  const isThere = hotkey.mode !== 'none'
  // Where the system gives programs no keys, others would be as good as none.
  const canRecord = hotkey.error?.code !== 'hotkey.unavailable'
  const error = hotkey.error === null ? null : errorText(t, hotkey.error)
  return (
    <>
      <StepHead
        mark={<StepMark icon="keyboard" good={tried === 'works' || isKept} />}
        title={t('welcome.hotkey.title')}
        lead={t('welcome.hotkey.lead')}
      />
      {isThere && (
        <div className={styles.keys} data-tried={tried}>
          <HotkeyKeys label={hotkey.label} />
        </div>
      )}
      <p className={styles.words} role="status">
        {isThere &&
          !isEdited &&
          !isKept &&
          tried === 'untried' &&
          t('welcome.hotkey.waiting', { keys: hotkey.label })}
        {!isEdited && tried === 'down' && t('welcome.hotkey.down')}
        {!isEdited &&
          tried === 'works' &&
          t(`welcome.hotkey.${hotkey.mode === 'hold' ? 'held' : 'pressed'}`)}
      </p>
      {error !== null && (
        <div className={styles.fault}>
          <p role="alert">{sentences(t, error.message, error.remedy)}</p>
          <p>{t('welcome.hotkey.none')}</p>
          <p>
            {t('welcome.hotkey.commandLine')} <code className={styles.command}>{COMMAND}</code>
          </p>
        </div>
      )}
      {isEdited && (
        <HotkeyEditing
          id={id}
          shortcut="talk"
          label={t('welcome.steps.hotkey')}
          state={editor}
          platform={shortcuts.platform}
          trialMs={session?.trialMs ?? 0}
          onEvent={onEvent}
        />
      )}
      <div className={styles.change}>
        <HotkeySaid shortcut="talk" state={editor} trialMs={session?.trialMs ?? 0} />
        {!isEdited && canRecord && (
          <Button size="small" onPress={() => onEvent({ type: 'record', shortcut: 'talk' })}>
            {t('welcome.hotkey.change')}
          </Button>
        )}
        {!isEdited && (
          <Button
            size="small"
            tone="quiet"
            onPress={() => stores.actions.openWindow('settings', 'shortcuts')}
          >
            {t('welcome.hotkey.inSettings')}
          </Button>
        )}
      </div>
    </>
  )
}
