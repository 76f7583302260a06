import { useTranslation } from 'react-i18next'
import type { SettingsPatch } from '../../../electron/contracts/settings.ts'
import type { AppSnapshot } from '../../../electron/contracts/snapshot.ts'
import { Icon } from '../../ui/icon.tsx'
import type { LevelSource } from '../../ui/level-meter.tsx'
import { SettingGroup } from '../rows/setting-row.tsx'
import rows from '../rows/setting-row.module.css'
import type { ModelsView } from '../../bridge/models-store.ts'
import { settingsIn } from '../setting-props.ts'
import type { SettingsView } from '../../bridge/settings-store.ts'
import type { WakeStore } from '../../ui/wake/wake-store.ts'
import { FollowUpSetting } from './follow-up-setting.tsx'
import { PhrasesSetting } from './phrases-setting.tsx'
import { QuietHoursSetting } from './quiet-hours-setting.tsx'
import { RuleSetting } from './rule-setting.tsx'
import { SensitivitySetting } from './sensitivity-setting.tsx'
import { TryOut } from './try-out.tsx'
import { WakeSetting } from './wake-setting.tsx'
import type { VoicesStore } from './voices/voices-store.ts'
import { VoicesSection } from './voices/voices-section.tsx'
import { WhileWaitingSetting } from './while-waiting-setting.tsx'
import styles from './wake-pane.module.css'

/** Waiting for a phrase: by which, how surely, and when not. */
export const WakePane = ({
  view,
  onChange,
  snapshot,
  models,
  store,
  voices,
  levels,
}: {
  readonly view: SettingsView
  readonly onChange: (patch: SettingsPatch) => void
  readonly snapshot: AppSnapshot
  readonly models: ModelsView
  readonly store: WakeStore
  readonly voices: VoicesStore
  readonly levels: LevelSource
}) => {
  const { t } = useTranslation()
  const setting = settingsIn(view, onChange)
  const { calls, lock } = snapshot.waitingRules
  return (
    <div>
      <h2 className={rows.title}>{t('wake.title')}</h2>
      <p className={rows.intro}>{t('wake.intro')}</p>
      <div className={rows.rows}>
        <WakeSetting {...setting('wake')} snapshot={snapshot} />
      </div>
      <p className={styles.privacy}>
        <Icon name="shield" />
        {t('wake.privacy')}
      </p>
      <SettingGroup title={t('wake.phrases.title')}>
        <PhrasesSetting
          {...setting('wakePhrases')}
          models={models}
          tooCommon={snapshot.phrasesTooCommon}
        />
        <SensitivitySetting {...setting('wakeSensitivity')} />
        <TryOut snapshot={snapshot} store={store} levels={levels} />
      </SettingGroup>
      <SettingGroup title={t('wake.followUp.title')}>
        <FollowUpSetting {...setting('followUpSeconds')} />
      </SettingGroup>
      <VoicesSection
        view={view}
        onChange={onChange}
        models={models}
        store={voices}
        levels={levels}
      />
      <SettingGroup title={t('wake.rules.title')}>
        <RuleSetting {...setting('wakePausesInCalls')} rule="calls" knows={calls} />
        <RuleSetting {...setting('wakePausesWhenLocked')} rule="lock" knows={lock} />
        <QuietHoursSetting {...setting('quietHours')} />
      </SettingGroup>
      <SettingGroup title={t('wake.overlay.title')}>
        <WhileWaitingSetting {...setting('overlayWhileWaiting')} />
      </SettingGroup>
    </div>
  )
}
