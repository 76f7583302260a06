import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from '../../bridge/value-store.ts'
import type { PaneContext } from '../pane-context.ts'
import { KeptRow } from '../privacy/kept-row.tsx'
import privacy from '../privacy/privacy.module.css'
import { SettingGroup } from '../rows/setting-row.tsx'
import styles from '../rows/setting-row.module.css'
import { settingsIn } from '../setting-props.ts'
import { SaveRow } from '../trust/task-row.tsx'
import type { TrustStore } from '../trust/trust-store.ts'
import { GpuSetting } from './gpu-setting.tsx'
import { UnloadSetting } from './unload-setting.tsx'

const LOGS: readonly string[] = ['log', 'turn-log']

/** What few people change: memory, the graphics card, what helps to find a fault. */
export const AdvancedPane = ({
  context,
  store,
}: {
  readonly context: PaneContext
  readonly store: TrustStore
}) => {
  const { t } = useTranslation()
  const setting = settingsIn(context.view, context.onChange)
  const { kept, tasks } = useStore(store)
  useEffect(() => store.lookAtKept(), [store])
  return (
    <div>
      <h2 className={styles.title}>{t('settings.advanced')}</h2>
      <SettingGroup title={t('engines.memory')}>
        <UnloadSetting {...setting('unloadAfterMinutes')} />
        <GpuSetting {...setting('useGpu')} />
      </SettingGroup>
      <SettingGroup title={t('trust.group.fault')}>
        <SaveRow task="diagnostics" state={tasks.diagnostics} onSave={store.saveDiagnostics} />
        <ul className={privacy.list}>
          {kept?.parts
            .filter(({ id }) => LOGS.includes(id))
            .map((part) => (
              <KeptRow key={part.id} part={part} onShow={() => store.show(part.id)} />
            ))}
        </ul>
      </SettingGroup>
    </div>
  )
}
