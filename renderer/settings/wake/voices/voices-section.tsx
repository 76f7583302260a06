import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettingsPatch } from '../../../../electron/contracts/settings.ts'
import { MAXIMUM_PEOPLE } from '../../../../electron/contracts/voices.ts'
import { useStore } from '../../../bridge/value-store.ts'
import { errorSentences } from '../../../i18n/error-sentences.ts'
import type { LevelSource } from '../../../ui/level-meter.tsx'
import { SettingGroup } from '../../rows/setting-row.tsx'
import type { ModelsView } from '../../../bridge/models-store.ts'
import { settingsIn } from '../../setting-props.ts'
import type { SettingsView } from '../../../bridge/settings-store.ts'
import { BeginEnrolment } from './begin-enrolment.tsx'
import { EnrolmentCard } from './enrolment-card.tsx'
import { KeepPlainSetting } from './keep-plain-setting.tsx'
import { OnlyMyVoiceSetting } from './only-my-voice-setting.tsx'
import { PeopleList } from './people-list.tsx'
import { RoomModeSetting } from './room-mode-setting.tsx'
import type { VoicesStore } from './voices-store.ts'
import styles from './voices.module.css'

/** "Only my voice": who may call Warbler, and how their voices become known to it. */
export const VoicesSection = ({
  view,
  onChange,
  models,
  store,
  levels,
}: {
  readonly view: SettingsView
  readonly onChange: (patch: SettingsPatch) => void
  readonly models: ModelsView
  readonly store: VoicesStore
  readonly levels: LevelSource
}) => {
  const { t } = useTranslation()
  const { voices, refused } = useStore(store)
  // Whoever leaves does not go on enrolling without seeing it.
  useEffect(() => () => store.cancel(), [store])
  if (voices === null) return null
  const { people, enrolment, canEncrypt, kept } = voices
  const setting = settingsIn(view, onChange)
  const error = refused ?? voices.error
  const model = models.snapshot?.models.find(({ id }) => id === voices.model?.id)
  return (
    <SettingGroup title={t('voices.title')}>
      <div className={styles.about}>
        <p>{t('voices.intro')}</p>
        <p className={styles.note}>{t('voices.noLock')}</p>
      </div>
      {enrolment === null ? (
        <BeginEnrolment
          key={people.length}
          model={voices.model?.isReady === true ? undefined : model}
          isFull={people.length >= MAXIMUM_PEOPLE}
          onBegin={store.enrol}
        />
      ) : (
        <EnrolmentCard
          enrolment={enrolment}
          phrase={view.settings.wakePhrases[0] ?? ''}
          model={model}
          levels={levels}
          onCancel={store.cancel}
        />
      )}
      {error !== null && (
        <p className={styles.error} role="alert">
          {errorSentences(t, error)}
        </p>
      )}
      {people.length > 0 && (
        <>
          <PeopleList people={people} onRemove={store.remove} onRemoveAll={store.removeAll} />
          <OnlyMyVoiceSetting {...setting('onlyMyVoice')} />
          <RoomModeSetting {...setting('guestsUntilMs')} untilMs={voices.guestsUntilMs} />
        </>
      )}
      {people.length > 0 && !canEncrypt && (
        <KeepPlainSetting on={kept === 'plain'} onChange={store.keepPlain} />
      )}
    </SettingGroup>
  )
}
