import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  FoundServer,
  ProviderPreset,
  ProviderPresetId,
} from '../../../electron/contracts/providers.ts'
import { Button } from '../../ui/button.tsx'
import field from '../../ui/field.module.css'
import { SettingRow } from '../rows/setting-row.tsx'
import styles from './provider-form.module.css'

/** One of the presets, or one's own server. */
export const AddByPreset = ({
  presets,
  onAdd,
}: {
  readonly presets: readonly ProviderPreset[]
  readonly onAdd: (preset: ProviderPreset) => void
}) => {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<ProviderPresetId | null>(null)
  const preset = presets.find(({ id }) => id === chosen) ?? presets[0]
  return (
    <SettingRow label={t('providers.preset')}>
      {({ control }) => (
        <div className={styles.choice}>
          <select
            id={control}
            className={field.field}
            value={preset?.id}
            onChange={(event) =>
              setChosen(presets.find(({ id }) => id === event.currentTarget.value)?.id ?? null)
            }
          >
            {presets.map(({ id, name }) => (
              <option key={id} value={id}>
                {id === 'custom' ? t('providers.custom') : name}
              </option>
            ))}
          </select>
          <Button icon="plus" onPress={() => preset !== undefined && onAdd(preset)}>
            {t('providers.add')}
          </Button>
        </div>
      )}
    </SettingRow>
  )
}

/** A server that answers on this computer and is not set up yet. */
export const AddFound = ({
  server,
  preset,
  onAdd,
}: {
  readonly server: FoundServer
  readonly preset: ProviderPreset
  readonly onAdd: () => void
}) => {
  const { t } = useTranslation()
  const models = t('providers.foundModels', { count: server.models.length })
  return (
    <SettingRow label={preset.name} hint={`${server.baseUrl} (${models})`}>
      {({ control, describedBy }) => (
        <Button
          id={control}
          describedBy={describedBy}
          icon="plus"
          label={t('providers.addFound', { name: preset.name })}
          onPress={onAdd}
        >
          {t('providers.add')}
        </Button>
      )}
    </SettingRow>
  )
}
