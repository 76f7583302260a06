import { useTranslation } from 'react-i18next'
import { useStore } from '../../bridge/value-store.ts'
import { DevicePicker } from '../../ui/devices/device-picker.tsx'
import { MicrophoneCheck } from '../../ui/devices/microphone-check.tsx'
import { StepControl } from '../step-control.tsx'
import { StepHead } from '../step-head.tsx'
import { StepMark } from '../step-mark.tsx'
import type { StepProps } from '../welcome-stores.ts'

export const MicrophoneStep = ({ stores, snapshot, view }: StepProps) => {
  const { t } = useTranslation()
  const { devices, heard } = useStore(stores.devices)
  const { muted } = snapshot.conversation
  const isHeard = heard && !muted && devices?.microphone.status === 'ready'
  const { inputDeviceId: id, inputDeviceName: name } = view.settings
  return (
    <>
      <StepHead
        mark={<StepMark icon="microphone" good={isHeard} />}
        title={t('welcome.microphone.title')}
        lead={t('welcome.microphone.lead')}
      />
      <MicrophoneCheck
        store={stores.devices}
        levels={stores.levels}
        muted={muted}
        platform={stores.platform}
        onUnmute={() => stores.actions.setMuted(false)}
      />
      <StepControl label={t('welcome.microphone.device')}>
        {(control) => (
          <DevicePicker
            id={control}
            devices={devices?.microphones ?? []}
            preferred={{ id, name }}
            onPick={(device) => {
              stores.devices.forgetHeard()
              stores.settings.change({ inputDeviceId: device.id, inputDeviceName: device.name })
            }}
          />
        )}
      </StepControl>
    </>
  )
}
