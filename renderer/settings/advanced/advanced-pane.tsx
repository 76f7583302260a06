import { useTranslation } from 'react-i18next'
import type { PaneContext } from '../pane-context.ts'
import { SettingGroup } from '../rows/setting-row.tsx'
import styles from '../rows/setting-row.module.css'
import { settingsIn } from '../setting-props.ts'
import { GpuSetting } from './gpu-setting.tsx'
import { UnloadSetting } from './unload-setting.tsx'

/** What few people change: memory, the graphics card, what helps to find a fault. */
export const AdvancedPane = ({ context }: { readonly context: PaneContext }) => {
  const { t } = useTranslation()
  const setting = settingsIn(context.view, context.onChange)
  return (
    <div>
      <h2 className={styles.title}>{t('settings.advanced')}</h2>
      <SettingGroup title={t('engines.memory')}>
        <UnloadSetting {...setting('unloadAfterMinutes')} />
        <GpuSetting {...setting('useGpu')} />
      </SettingGroup>
    </div>
  )
}
