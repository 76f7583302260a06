import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { EngineRole } from '../../../electron/contracts/providers.ts'
import { errorSentences } from '../../i18n/error-sentences.ts'
import type { PaneContext } from '../pane-context.ts'
import styles from '../rows/setting-row.module.css'
import { SettingGroup } from '../rows/setting-row.tsx'
import { settingsIn } from '../setting-props.ts'
import { EngineLine } from './engine-line.tsx'
import { lineRows } from './line-rows.ts'
import { lineTrouble } from './line-trouble.ts'
import { LocalModelSetting } from './local-model-setting.tsx'

/** Who does a role: the line of engines, and the model on this computer. */
export const EngineSection = ({
  role,
  context,
  children,
}: {
  readonly role: EngineRole
  readonly context: PaneContext
  /** What else belongs to the engine. */
  readonly children?: ReactNode
}) => {
  const { t } = useTranslation()
  const { view, onChange, snapshot, models, modelsStore, capped } = context
  const { engineOrder } = view.settings
  const refused = view.errors.engineOrder
  const lines = lineRows(role, view.settings, models.snapshot, snapshot.inUse[role])
  return (
    <>
      <p className={styles.error} role="alert">
        {errorSentences(t, refused)}
      </p>
      <SettingGroup title={t(`engines.role.${role}`)}>
        <EngineLine
          role={role}
          settings={view.settings}
          rows={lines}
          trouble={lineTrouble(role, lines, snapshot, capped)}
          onOrder={(order) => onChange({ engineOrder: { ...engineOrder, [role]: order } })}
        />
        {models.snapshot !== null && (
          <LocalModelSetting
            {...settingsIn(view, onChange)('models')}
            role={role}
            models={models.snapshot}
            speeds={snapshot.speeds}
            onDownload={(id) => modelsStore.download(id, true)}
            onCommand={modelsStore.command}
          />
        )}
        {children}
      </SettingGroup>
    </>
  )
}
