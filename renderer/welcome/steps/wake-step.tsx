import type { TFunction } from 'i18next'
import { useEffect, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppSnapshot } from '../../../electron/contracts/snapshot.ts'
import { useStore } from '../../bridge/value-store.ts'
import { verdictOf, type TriesView } from '../../ui/wake/wake-store.ts'
import { LevelMeter } from '../../ui/level-meter.tsx'
import { waitingWords } from '../../ui/phase-text.ts'
import { Switch } from '../../ui/switch.tsx'
import { StepHead } from '../step-head.tsx'
import { StepMark } from '../step-mark.tsx'
import type { StepProps } from '../welcome-stores.ts'
import styles from './wake-step.module.css'

/** The wake phrase: off unless it is switched on here, and tried by saying it. */
export const WakeStep = ({ stores, snapshot, view }: StepProps) => {
  const { t } = useTranslation()
  const id = useId()
  const tries = useStore(stores.wake)
  const { wake } = stores
  const { tryingPhrase: trying, waiting, wakePhrase: phrase } = snapshot
  const mayTry = view.settings.wake && waiting.state === 'waiting'
  useEffect(() => {
    // As soon as it waits it can be tried: saying the phrase is all there is to do.
    if (mayTry) wake.begin()
  }, [mayTry, wake])
  useEffect(() => () => wake.leave(), [wake])
  const hasWoken = tries.good > 0
  return (
    <>
      <StepHead
        mark={<StepMark icon="conversation" good={hasWoken} />}
        title={t('welcome.wake.title')}
        lead={t('welcome.wake.lead', { phrase })}
      />
      <div className={styles.row}>
        <div>
          <label className={styles.label} htmlFor={`${id}-on`}>
            {t('welcome.wake.on', { phrase })}
          </label>
          <p id={`${id}-hint`} className={styles.hint}>
            {t('welcome.wake.hint')}
          </p>
        </div>
        <Switch
          id={`${id}-on`}
          describedBy={`${id}-hint`}
          on={view.settings.wake}
          onChange={(on) => stores.settings.change({ wake: on })}
        />
      </div>
      {view.settings.wake && (
        <div className={styles.tries} data-good={hasWoken}>
          {trying && <LevelMeter source={stores.levels} active />}
          <p className={styles.words} role="status">
            {wakeWords(t, snapshot, tries)}
          </p>
        </div>
      )}
      <p className={styles.hint}>{t('welcome.wake.later')}</p>
    </>
  )
}

const wakeWords = (t: TFunction, snapshot: AppSnapshot, { attempts, good }: TriesView): string => {
  const phrase = snapshot.wakePhrase
  if (good > 0) return t('welcome.wake.woke', { phrase })
  if (snapshot.waiting.state !== 'waiting') {
    return t('welcome.wake.notYet', { state: waitingWords(t, snapshot) })
  }
  const last = attempts?.at(-1)
  if (last !== undefined && verdictOf(last) !== 'woke') return t('welcome.wake.missed', { phrase })
  return t('welcome.wake.say', { phrase })
}
