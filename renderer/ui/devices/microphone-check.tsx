import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodedError } from '../../../electron/contracts/errors.ts'
import { useStore } from '../../bridge/value-store.ts'
import { errorText } from '../../i18n/error-text.ts'
import { sentences } from '../../i18n/sentences.ts'
import { Button } from '../button.tsx'
import { Icon } from '../icon.tsx'
import { LevelMeter, type LevelSource } from '../level-meter.tsx'
import type { DevicesStore } from './devices-store.ts'
import styles from './microphone-check.module.css'

/** How loud somebody is, live, and whether they are heard; or why nothing is, and what can be done. */
export const MicrophoneCheck = ({
  store,
  levels,
  muted,
  platform,
  onUnmute,
}: {
  readonly store: DevicesStore
  readonly levels: LevelSource
  readonly muted: boolean
  readonly platform: 'linux' | 'darwin' | 'win32'
  readonly onUnmute: () => void
}) => {
  const { t } = useTranslation()
  const { devices, heard } = useStore(store)
  useEffect(() => store.watch(), [store])
  const status = devices?.microphone.status ?? 'off'
  const isFailed = status === 'failed' && !muted
  const isOpen = status === 'ready' && !muted
  return (
    <div className={styles.check} data-heard={heard && isOpen}>
      <div className={styles.level}>
        <Icon name={muted ? 'microphone-off' : 'microphone'} />
        <LevelMeter source={levels} active={isOpen} />
        {!isOpen && <span className={styles.still} />}
      </div>
      <p className={styles.words} role="status">
        {isOpen && heard && (
          <>
            <Icon name="check" />
            {t('welcome.microphone.heard')}
          </>
        )}
        {isOpen && !heard && t('welcome.microphone.listening')}
        {!isOpen && !isFailed && !muted && t('welcome.microphone.opening')}
        {muted && t('welcome.exchange.needs.unmute')}
      </p>
      {muted && <Button onPress={onUnmute}>{t('welcome.microphone.unmute')}</Button>}
      {isFailed && (
        <Failure
          error={devices?.microphone.error ?? { code: 'microphone.absent' }}
          platform={platform}
          onTryAgain={store.tryAgain}
        />
      )}
    </div>
  )
}

const Failure = ({
  error,
  platform,
  onTryAgain,
}: {
  readonly error: CodedError
  readonly platform: 'linux' | 'darwin' | 'win32'
  readonly onTryAgain: () => void
}) => {
  const { t } = useTranslation()
  const { message, remedy } = errorText(t, error)
  const isDenied = error.code === 'microphone.permission-denied'
  return (
    <div className={styles.failure}>
      <p role="alert" data-code={error.code}>
        {sentences(t, message, isDenied ? t(`welcome.microphone.system.${platform}`) : remedy)}
      </p>
      <Button icon="restart" size="small" onPress={onTryAgain}>
        {t('welcome.microphone.tryAgain')}
      </Button>
    </div>
  )
}
