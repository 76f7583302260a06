import { Trans, useTranslation } from 'react-i18next'
import type { AppSnapshot } from '../../../electron/contracts/snapshot.ts'
import { errorSentences } from '../../i18n/error-sentences.ts'
import { Button } from '../../ui/button.tsx'
import { HotkeyKeys } from '../../ui/hotkey-keys.tsx'
import { wayToTalk } from '../../ui/hint.ts'
import { LevelMeter, type LevelSource } from '../../ui/level-meter.tsx'
import { PhaseMark } from '../../ui/phase-mark.tsx'
import { isUnderWay, phaseView } from '../../ui/phase-view.ts'
import styles from './finish-card.module.css'

/** Everything is here: the first words, with what is heard and answered shown live. */
export const FinishCard = ({
  snapshot,
  levels,
  onToggleTalk,
}: {
  readonly snapshot: AppSnapshot
  readonly levels: LevelSource
  readonly onToggleTalk: () => void
}) => {
  const { t } = useTranslation()
  const { person, reply, attention } = snapshot.conversation
  const view = phaseView(snapshot)
  const underWay = isUnderWay(snapshot)
  return (
    <section className={styles.card} data-phase={view}>
      <PhaseMark phase={view} size="large" />
      <div>
        <h3 className={styles.title}>{underWay ? t(`phase.${view}`) : t('models.finish.title')}</h3>
        <p className={styles.how}>
          {view === 'preparing' && !underWay ? (
            t('models.finish.loading')
          ) : (
            <Trans
              i18nKey={`models.finish.${wayToTalk(snapshot)}`}
              components={{ keys: <HotkeyKeys label={snapshot.hotkey.label} /> }}
            />
          )}
        </p>
      </div>
      <Button
        icon={underWay ? 'stop' : 'voice'}
        tone={underWay ? 'plain' : 'primary'}
        onPress={onToggleTalk}
      >
        {t(underWay ? 'models.finish.stop' : 'models.finish.talk')}
      </Button>
      {view === 'listening' && (
        <div className={styles.level}>
          <LevelMeter source={levels} active />
        </div>
      )}
      {attention !== null && (
        <p className={styles.error} role="alert">
          {errorSentences(t, attention)}
        </p>
      )}
      {(person.committed !== '' || person.tentative !== '') && (
        <p className={styles.person}>
          {person.committed} {person.tentative}
        </p>
      )}
      {(reply.heard !== '' || reply.coming !== '') && (
        <p className={styles.reply}>
          {reply.heard} {reply.coming}
        </p>
      )}
    </section>
  )
}
