import { useTranslation } from 'react-i18next'
import { useStore } from '../../bridge/value-store.ts'
import { DevicePicker } from '../../ui/devices/device-picker.tsx'
import { LoudspeakerCheck } from '../../ui/devices/loudspeaker-check.tsx'
import type { PaneContext } from '../pane-context.ts'
import { SettingRow } from '../rows/setting-row.tsx'

/** Where Warbler sounds, and whether that is heard. */
export const LoudspeakerSetting = ({ context }: { readonly context: PaneContext }) => {
  const { t } = useTranslation()
  const { devices } = useStore(context.devices)
  const { settings, errors } = context.view
  return (
    <>
      <SettingRow
        label={t('welcome.loudspeaker.device')}
        hint={t('welcome.devices.hint')}
        error={errors.outputDeviceId}
      >
        {({ control, describedBy }) => (
          <DevicePicker
            id={control}
            describedBy={describedBy}
            devices={devices?.loudspeakers ?? []}
            preferred={{ id: settings.outputDeviceId, name: settings.outputDeviceName }}
            onPick={({ id, name }) =>
              context.onChange({ outputDeviceId: id, outputDeviceName: name })
            }
          />
        )}
      </SettingRow>
      <SettingRow label={t('welcome.loudspeaker.try')}>
        {({ control }) => <LoudspeakerCheck id={control} store={context.devices} />}
      </SettingRow>
    </>
  )
}
