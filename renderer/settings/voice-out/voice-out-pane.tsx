import { useTranslation } from 'react-i18next'
import { EngineSection } from '../engines/engine-section.tsx'
import type { PaneContext } from '../pane-context.ts'
import { SettingGroup } from '../rows/setting-row.tsx'
import styles from '../rows/setting-row.module.css'
import { settingsIn } from '../setting-props.ts'
import { AcknowledgeSetting } from './acknowledge-setting.tsx'
import { AnswersAloudSetting } from './answers-aloud-setting.tsx'
import { EarconsSetting } from './earcons-setting.tsx'
import { InterruptionsSetting } from './interruptions-setting.tsx'
import { DuckSetting } from './duck-setting.tsx'
import type { PreviewStore } from './preview-store.ts'
import { LoudspeakerSetting } from './loudspeaker-setting.tsx'
import { SpeechSpeedSetting } from './speech-speed-setting.tsx'
import { VoiceList } from './voice-list.tsx'
import { VolumeSetting } from './volume-setting.tsx'

/** How Warbler sounds: who speaks, how fast and loud, and what stops it. */
export const VoiceOutPane = ({
  context,
  preview,
}: {
  readonly context: PaneContext
  readonly preview: PreviewStore
}) => {
  const { t } = useTranslation()
  const setting = settingsIn(context.view, context.onChange)
  const models = context.models.snapshot
  return (
    <div>
      <h2 className={styles.title}>{t('settings.voice-out')}</h2>
      <EngineSection role="tts" context={context}>
        <SpeechSpeedSetting {...setting('speechSpeed')} />
      </EngineSection>
      {models !== null && (
        <VoiceList
          models={models}
          settings={context.view.settings}
          preview={preview}
          onChange={context.onChange}
          onDownload={(model) => context.modelsStore.download(model, true)}
        />
      )}
      <SettingGroup title={t('settings.group.sound')}>
        <LoudspeakerSetting context={context} />
        <AnswersAloudSetting {...setting('answersAloud')} />
        <VolumeSetting {...setting('volume')} />
        <EarconsSetting {...setting('earcons')} />
        <DuckSetting {...setting('duckOtherSound')} isPossible={preview.lowersOthers} />
      </SettingGroup>
      <SettingGroup title={t('settings.group.replies')}>
        <InterruptionsSetting {...setting('interruptions')} />
        <AcknowledgeSetting {...setting('acknowledge')} />
      </SettingGroup>
    </div>
  )
}
