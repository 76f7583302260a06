import { useTranslation } from 'react-i18next'
import { useStore } from '../../bridge/value-store.ts'
import { DevicePicker } from '../../ui/devices/device-picker.tsx'
import { LoudspeakerCheck } from '../../ui/devices/loudspeaker-check.tsx'
import { Slider } from '../../ui/slider.tsx'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { StepControl } from '../step-control.tsx'
import { StepHead } from '../step-head.tsx'
import { StepMark } from '../step-mark.tsx'
import type { StepProps } from '../welcome-stores.ts'

export const LoudspeakerStep = ({ stores, view }: StepProps) => {
  const { t } = useTranslation()
  const percent = new Intl.NumberFormat(useRegionalLocale(), { style: 'percent' })
  const { devices } = useStore(stores.devices)
  const { outputDeviceId: id, outputDeviceName: name, volume } = view.settings
  return (
    <>
      <StepHead
        mark={<StepMark icon="voice" />}
        title={t('welcome.loudspeaker.title')}
        lead={t('welcome.loudspeaker.lead')}
      />
      <LoudspeakerCheck store={stores.devices} align="center" onHeard={stores.place.next} />
      {devices?.loudspeakers.length === 0 && <p role="alert">{t('welcome.loudspeaker.none')}</p>}
      <StepControl label={t('welcome.loudspeaker.device')}>
        {(control) => (
          <DevicePicker
            id={control}
            devices={devices?.loudspeakers ?? []}
            preferred={{ id, name }}
            onPick={(device) =>
              stores.settings.change({ outputDeviceId: device.id, outputDeviceName: device.name })
            }
          />
        )}
      </StepControl>
      <StepControl label={t('welcome.loudspeaker.volume')}>
        {(control) => (
          <Slider
            id={control}
            describedBy={control}
            value={volume}
            range={{ min: 0, max: 1, step: 0.05 }}
            format={(share) => percent.format(share)}
            onChange={(next) => stores.settings.change({ volume: next })}
          />
        )}
      </StepControl>
    </>
  )
}
