import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from '../../bridge/value-store.ts'
import { Button } from '../../ui/button.tsx'
import { DevicePicker } from '../../ui/devices/device-picker.tsx'
import { MicrophoneCheck } from '../../ui/devices/microphone-check.tsx'
import type { PaneContext } from '../pane-context.ts'
import { SettingRow } from '../rows/setting-row.tsx'

/** Which microphone is used. It is opened to be tried only when the person asks for that. */
export const MicrophoneSetting = ({ context }: { readonly context: PaneContext }) => {
  const { t } = useTranslation()
  const [tried, setTried] = useState(false)
  const { devices } = useStore(context.devices)
  const { settings, errors } = context.view
  return (
    <>
      <SettingRow
        label={t('welcome.microphone.device')}
        hint={t('welcome.devices.hint')}
        error={errors.inputDeviceId}
      >
        {({ control, describedBy }) => (
          <DevicePicker
            id={control}
            describedBy={describedBy}
            devices={devices?.microphones ?? []}
            preferred={{ id: settings.inputDeviceId, name: settings.inputDeviceName }}
            onPick={({ id, name }) => {
              context.devices.forgetHeard()
              context.onChange({ inputDeviceId: id, inputDeviceName: name })
            }}
          />
        )}
      </SettingRow>
      <SettingRow
        label={t('welcome.microphone.try')}
        hint={t('welcome.microphone.tryHint')}
        wide={tried}
      >
        {({ control, describedBy }) =>
          tried ? (
            <MicrophoneCheck
              store={context.devices}
              levels={context.levels}
              muted={context.snapshot.conversation.muted}
              platform={context.platform}
              onUnmute={() => context.onChange({ muted: false })}
            />
          ) : (
            <Button
              id={control}
              describedBy={describedBy}
              label={t('welcome.microphone.tryNow')}
              onPress={() => setTried(true)}
            >
              {t('welcome.microphone.tryNow')}
            </Button>
          )
        }
      </SettingRow>
    </>
  )
}
