import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EngineSpeeds } from '../../../electron/contracts/engine-speed.ts'
import type { ModelSnapshot, ModelsSnapshot } from '../../../electron/contracts/models.ts'
import type { EngineRole } from '../../../electron/contracts/providers.ts'
import { formatBytes } from '../../i18n/format.ts'
import { sentences } from '../../i18n/sentences.ts'
import field from '../../ui/field.module.css'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { SettingRow } from '../rows/setting-row.tsx'
import { choiceSentence } from '../models/choice-reason.ts'
import type { SettingProps } from '../setting-props.ts'
import { speedSentences } from './speed-sentences.ts'
import type { ModelsStore } from '../../bridge/models-store.ts'
import { MissingModel } from './missing-model.tsx'
import styles from './local-model-setting.module.css'

/** Which model this computer uses for a role: the automatic choice, or one of the catalogue's. */
export const LocalModelSetting = ({
  role,
  value: wanted,
  error,
  onChange,
  models,
  speeds,
  onDownload,
  onCommand,
}: SettingProps<'models'> & {
  readonly role: EngineRole
  readonly models: ModelsSnapshot
  readonly speeds: EngineSpeeds
  readonly onDownload: (id: string) => void
  readonly onCommand: ModelsStore['command']
}) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  // What was picked and is not here: it becomes the choice once it is.
  const [picked, setPicked] = useState<string | null>(null)
  const ofRole = models.models.filter(({ kind }) => kind === role)
  const absent = ofRole.find(({ id, state }) => id === picked && state !== 'ready')
  const used = ofRole.find(({ id }) => id === models.choice?.[role])
  const automatic = wanted[role] === null
  const pick = (id: string) => {
    const model = ofRole.find((one) => one.id === id)
    const here = model === undefined || model.state === 'ready'
    setPicked(here ? null : id)
    if (here) onChange({ ...wanted, [role]: id === '' ? null : id })
  }
  const nameOf = (model: ModelSnapshot) =>
    model.state === 'ready'
      ? model.name
      : t('engines.model.missing', {
          model: model.name,
          size: formatBytes(locale, model.totalBytes),
        })
  const reason = models.choice?.reason
  return (
    <SettingRow
      label={t('engines.model.label')}
      hint={sentences(
        t,
        // Until it is chosen anew the choice still tells of the one that was picked before.
        automatic && role === 'llm' && reason !== undefined && reason.code !== 'wanted'
          ? choiceSentence(t, locale, reason)
          : t(automatic ? 'engines.model.autoHint' : 'engines.model.chosenHint'),
        ...speedSentences(t, locale, role, models.models, used?.id, speeds),
      )}
      error={error}
      wide
    >
      {({ control, describedBy }) => (
        <div className={styles.control}>
          <select
            id={control}
            className={field.field}
            aria-describedby={describedBy}
            value={absent?.id ?? wanted[role] ?? ''}
            onChange={(event) => pick(event.currentTarget.value)}
          >
            <option value="">
              {automatic && used !== undefined
                ? t('engines.model.autoModel', { model: used.name })
                : t('engines.model.auto')}
            </option>
            {ofRole.map((model) => (
              <option key={model.id} value={model.id}>
                {nameOf(model)}
              </option>
            ))}
          </select>
          {absent !== undefined && (
            <MissingModel
              model={absent}
              models={models}
              onDownload={() => onDownload(absent.id)}
              onCommand={onCommand}
            />
          )}
        </div>
      )}
    </SettingRow>
  )
}
