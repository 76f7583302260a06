import { useTranslation } from 'react-i18next'
import type { SettingsPatch } from '../../../electron/contracts/settings.ts'
import type { AppSnapshot } from '../../../electron/contracts/snapshot.ts'
import { errorText } from '../../i18n/error-text.ts'
import { sentences } from '../../i18n/sentences.ts'
import { ROLES } from '../../ui/engine-roles.ts'
import styles from '../general/setting-row.module.css'
import { SettingGroup } from '../general/setting-row.tsx'
import { SpeakerSetting } from './speaker-setting.tsx'
import { SpeechSpeedSetting } from './speech-speed-setting.tsx'
import type { ModelsStore, ModelsView } from '../models-store.ts'
import { settingsIn } from '../setting-props.ts'
import type { SettingsView } from '../settings-store.ts'
import { EngineLine } from './engine-line.tsx'
import { lineRows } from './line-rows.ts'
import { lineTrouble } from './line-trouble.ts'
import { GpuSetting } from './gpu-setting.tsx'
import { LocalModelSetting } from './local-model-setting.tsx'
import { UnloadSetting } from './unload-setting.tsx'

/** What hears, thinks and speaks: the line of each role, and its model on this computer. */
export const EnginesPane = ({
  view,
  onChange,
  models: { snapshot: models },
  onDownload,
  onCommand,
  snapshot,
  capped,
}: {
  readonly view: SettingsView
  readonly onChange: (patch: SettingsPatch) => void
  readonly models: ModelsView
  readonly onDownload: ModelsStore['download']
  readonly onCommand: ModelsStore['command']
  readonly snapshot: AppSnapshot
  /** The month's limit is reached: providers that cost are left out. */
  readonly capped: boolean
}) => {
  const { t } = useTranslation()
  const setting = settingsIn(view, onChange)
  const { engineOrder } = view.settings
  const refused = view.errors.engineOrder
  const refusal = refused === undefined ? null : errorText(t, refused)
  const speaker = models?.models.find(
    ({ id, voices }) => id === models.choice?.tts && voices.length > 1,
  )
  return (
    <div>
      <h2 className={styles.title}>{t('engines.title')}</h2>
      <p className={styles.intro}>{t('engines.intro')}</p>
      <p className={styles.error} role="alert">
        {refusal !== null && sentences(t, refusal.message, refusal.remedy)}
      </p>
      {ROLES.map((role) => {
        const rows = lineRows(role, view.settings, models, snapshot.inUse[role])
        return (
          <SettingGroup key={role} title={t(`engines.role.${role}`)}>
            <EngineLine
              role={role}
              settings={view.settings}
              rows={rows}
              trouble={lineTrouble(role, rows, snapshot, capped)}
              onOrder={(order) => onChange({ engineOrder: { ...engineOrder, [role]: order } })}
            />
            {models !== null && (
              <LocalModelSetting
                {...setting('models')}
                role={role}
                models={models}
                speeds={snapshot.speeds}
                onDownload={(id) => onDownload(id, true)}
                onCommand={onCommand}
              />
            )}
            {role === 'tts' && speaker !== undefined && (
              <SpeakerSetting {...setting('voices')} model={speaker} />
            )}
            {role === 'tts' && <SpeechSpeedSetting {...setting('speechSpeed')} />}
          </SettingGroup>
        )
      })}
      <SettingGroup title={t('engines.memory')}>
        <UnloadSetting {...setting('unloadAfterMinutes')} />
        <GpuSetting {...setting('useGpu')} />
      </SettingGroup>
    </div>
  )
}
