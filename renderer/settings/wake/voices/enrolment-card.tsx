import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { ModelSnapshot } from '../../../../electron/contracts/models.ts'
import type { EnrolmentView } from '../../../../electron/contracts/voices.ts'
import { errorSentences } from '../../../i18n/error-sentences.ts'
import { Button } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { LevelMeter, type LevelSource } from '../../../ui/level-meter.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import styles from './voices.module.css'

/** -60 dB is a whisper across the room, 0 the loudest there is. */
const FLOOR_DB = -60

/** What is asked of whoever enrols, and what became of their last try. */
export const EnrolmentCard = ({
  enrolment,
  phrase,
  model,
  levels,
  onCancel,
}: {
  readonly enrolment: EnrolmentView
  readonly phrase: string
  /** Where it has to be fetched. */
  readonly model: ModelSnapshot | undefined
  readonly levels: LevelSource
  readonly onCancel: () => void
}) => {
  const { t } = useTranslation()
  const { name, step, last, phrases, phrasesWanted, readSeconds, readSecondsWanted } = enrolment
  const steps = phrasesWanted + 2
  const failed = step === 'fetching' ? (model?.error ?? null) : null
  const done = phrases + (2 * readSeconds) / readSecondsWanted
  return (
    <div className={styles.card} data-step={step}>
      <p className={styles.who}>{t('voices.enrolling', { name })}</p>
      <div role="status">
        <p className={styles.ask}>
          {failed === null ? askText(t, enrolment) : errorSentences(t, failed)}
        </p>
        {step === 'phrase' && <p className={styles.say}>{phrase}</p>}
        {step === 'reading' && (
          <p className={styles.read}>
            {t(readSeconds < readSecondsWanted / 2 ? 'voices.read.first' : 'voices.read.second')}
          </p>
        )}
        <p className={styles.fault} data-good={last !== null && last.fault === null}>
          {last === null ? '' : t(`voices.last.${last.fault ?? 'good'}`)}
        </p>
      </div>
      {(step === 'phrase' || step === 'reading') && (
        <div className={styles.live}>
          <Icon name="microphone" />
          <LevelMeter source={levels} active />
        </div>
      )}
      {step === 'fetching' ? (
        <ProgressBar label={t('voices.fetching')} share={shareOf(model)} />
      ) : (
        <ProgressBar label={t('voices.progress')} share={done / steps} />
      )}
      {last !== null && (
        <dl className={styles.figures}>
          <dt>{t('voices.level')}</dt>
          <dd>
            <meter
              min={FLOOR_DB}
              max={0}
              low={enrolment.quietestDb}
              value={Math.max(FLOOR_DB, last.levelDb)}
            />
          </dd>
          {last.agreement !== null && (
            <>
              <dt>{t('voices.agreement')}</dt>
              <dd>
                <meter
                  min={0}
                  max={1}
                  low={last.agreementWanted}
                  value={Math.max(0, last.agreement)}
                />
              </dd>
            </>
          )}
        </dl>
      )}
      <Button icon="close" onPress={onCancel}>
        {t('voices.cancel')}
      </Button>
    </div>
  )
}

const shareOf = (model: ModelSnapshot | undefined): number =>
  model === undefined ? 0 : model.receivedBytes / model.totalBytes

const askText = (
  t: TFunction,
  { step, phrases, phrasesWanted }: Pick<EnrolmentView, 'step' | 'phrases' | 'phrasesWanted'>,
): string => {
  switch (step) {
    case 'fetching':
      return t('voices.fetching')
    case 'preparing':
      return t('voices.preparing')
    case 'phrase':
      return t('voices.sayPhrase', { count: phrasesWanted - phrases })
    case 'reading':
      return t('voices.readAloud')
  }
}
