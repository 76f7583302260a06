import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from '../../bridge/value-store.ts'
import { Button } from '../button.tsx'
import type { DevicesStore } from './devices-store.ts'
import styles from './loudspeaker-check.module.css'

/** Lets the loudspeaker be heard, and says what can be done where it was not. */
export const LoudspeakerCheck = ({
  store,
  onHeard,
  id,
  align = 'start',
}: {
  readonly store: DevicesStore
  readonly onHeard?: () => void
  /** Of the button, where a label stands elsewhere. */
  readonly id?: string
  readonly align?: 'start' | 'center'
}) => {
  const { t } = useTranslation()
  const { test } = useStore(store)
  const [verdict, setVerdict] = useState<'heard' | 'silent' | null>(null)
  const [played, setPlayed] = useState(false)
  const play = () => {
    setVerdict(null)
    setPlayed(true)
    store.testLoudspeaker()
  }
  return (
    <div className={styles.check} data-align={align}>
      <div className={styles.actions}>
        <Button
          {...(id === undefined
            ? {}
            : { id, label: t(`welcome.loudspeaker.${played ? 'playAgain' : 'play'}`) })}
          icon="play"
          tone={played || align === 'start' ? 'plain' : 'primary'}
          onPress={play}
        >
          {t(played ? 'welcome.loudspeaker.playAgain' : 'welcome.loudspeaker.play')}
        </Button>
        {played && test !== null && verdict !== 'heard' && (
          <span className={styles.ask} role="group" aria-label={t('welcome.loudspeaker.ask')}>
            <Button
              icon="check"
              tone="primary"
              onPress={() => {
                setVerdict('heard')
                onHeard?.()
              }}
            >
              {t('welcome.loudspeaker.heard')}
            </Button>
            <Button onPress={() => setVerdict('silent')}>
              {t('welcome.loudspeaker.notHeard')}
            </Button>
          </span>
        )}
      </div>
      <div role="status">
        {verdict === 'heard' && <p className={styles.good}>{t('welcome.loudspeaker.good')}</p>}
        {verdict === 'silent' && (
          <ul className={styles.help}>
            {t('welcome.loudspeaker.help', { returnObjects: true }).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}
