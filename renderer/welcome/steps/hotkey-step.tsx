import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from '../../bridge/value-store.ts'
import { errorText } from '../../i18n/error-text.ts'
import { sentences } from '../../i18n/sentences.ts'
import { Button } from '../../ui/button.tsx'
import { HotkeyKeys } from '../../ui/hotkey-keys.tsx'
import { StepHead } from '../step-head.tsx'
import { StepMark } from '../step-mark.tsx'
import type { StepProps } from '../welcome-stores.ts'
import styles from './hotkey-step.module.css'

/** What somebody binds in their desktop's settings, where programs get no hotkey. */
const COMMAND = 'warbler --toggle'

/** The hotkey, tried by pressing it; or why there is none, and what does the same. */
export const HotkeyStep = ({ stores, snapshot: { hotkey } }: StepProps) => {
  const { t } = useTranslation()
  const tried = useStore(stores.hotkey)
  useEffect(() => stores.hotkey.watch(), [stores.hotkey])
  const isThere = hotkey.mode !== 'none'
  const error = hotkey.error === null ? null : errorText(t, hotkey.error)
  return (
    <>
      <StepHead
        mark={<StepMark icon="keyboard" good={tried === 'works'} />}
        title={t('welcome.hotkey.title')}
        lead={t('welcome.hotkey.lead')}
      />
      {isThere && (
        <div className={styles.keys} data-tried={tried}>
          <HotkeyKeys label={hotkey.label} />
        </div>
      )}
      <p className={styles.words} role="status">
        {isThere && tried === 'untried' && t('welcome.hotkey.waiting', { keys: hotkey.label })}
        {tried === 'down' && t('welcome.hotkey.down')}
        {tried === 'works' && t(`welcome.hotkey.${hotkey.mode === 'hold' ? 'held' : 'pressed'}`)}
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
      <p className={styles.change}>
        <Button size="small" onPress={() => stores.actions.openWindow('settings', 'shortcuts')}>
          {t('welcome.hotkey.change')}
        </Button>
      </p>
    </>
  )
}
