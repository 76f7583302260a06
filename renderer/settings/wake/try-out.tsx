import type { TFunction } from 'i18next'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppSnapshot } from '../../../electron/contracts/snapshot.ts'
import { useStore } from '../../bridge/value-store.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { LevelMeter, type LevelSource } from '../../ui/level-meter.tsx'
import { waitingWords } from '../../ui/phase-text.ts'
import { SettingRow } from '../rows/setting-row.tsx'
import { GOOD_ATTEMPTS, type TriesView, type WakeStore } from '../../ui/wake/wake-store.ts'
import { AttemptRow } from './attempt-row.tsx'
import styles from './try-out.module.css'

/** -50 dB on the meter: a voice is louder than that, wherever in a room it is. */
const FAINT_LEVEL = 0.19

/** Says the phrase three times and sees what was heard. */
export const TryOut = ({
  snapshot,
  store,
  levels,
}: {
  readonly snapshot: AppSnapshot
  readonly store: WakeStore
  readonly levels: LevelSource
}) => {
  const { t } = useTranslation()
  const tries = useStore(store)
  useEffect(() => () => store.leave(), [store])
  const { tryingPhrase: trying, waiting } = snapshot
  const mayTry = waiting.state === 'waiting'
  return (
    <div>
      <SettingRow
        label={t('wake.tryOut.label')}
        hint={
          mayTry
            ? t('wake.tryOut.hint')
            : t('wake.tryOut.notNow', { state: waitingWords(t, snapshot) })
        }
      >
        {({ control, describedBy }) => (
          <Button
            id={control}
            describedBy={describedBy}
            // Its own words name it, not the row's, which stay the same.
            label={t(trying ? 'wake.tryOut.stop' : 'wake.tryOut.start')}
            icon={trying ? 'stop' : 'microphone'}
            disabled={!mayTry && !trying}
            onPress={trying ? store.end : store.begin}
          >
            {t(trying ? 'wake.tryOut.stop' : 'wake.tryOut.start')}
          </Button>
        )}
      </SettingRow>
      <div className={styles.tries}>
        {trying && (
          <div className={styles.live}>
            <Icon name="microphone" />
            <LevelMeter source={levels} active />
          </div>
        )}
        {tries.attempts !== null && tries.attempts.length > 0 && (
          <ol className={styles.attempts} aria-label={t('wake.tryOut.attempts')} aria-live="polite">
            {tries.attempts.map((attempt, at) => (
              <AttemptRow key={at} attempt={attempt} />
            ))}
          </ol>
        )}
        <p className={styles.state} role="status">
          {stateText(t, tries, trying, snapshot.wakePhrase)}
        </p>
      </div>
    </div>
  )
}

const stateText = (
  t: TFunction,
  { attempts, good, loudest }: TriesView,
  trying: boolean,
  phrase: string,
): string => {
  if (attempts === null) return ''
  if (good >= GOOD_ATTEMPTS) return t('wake.tryOut.ready')
  if (trying) return t('wake.tryOut.say', { phrase, count: GOOD_ATTEMPTS - good })
  if (attempts.length > 0) return t('wake.tryOut.stopped')
  return t(loudest < FAINT_LEVEL ? 'wake.tryOut.silence' : 'wake.tryOut.nothing')
}
