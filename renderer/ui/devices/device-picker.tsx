import { useTranslation } from 'react-i18next'
import type { SoundDevice } from '../../../electron/contracts/devices.ts'
import type { PreferredDevice } from '../../../electron/core/devices/choose-device.ts'
import field from '../field.module.css'
import { deviceOptions, SYSTEM_CHOICE, type DeviceOption } from './device-options.ts'
import styles from './device-picker.module.css'

/** A list of devices, the system's choice first. One that was chosen stays in it while it is away. */
export const DevicePicker = ({
  id,
  describedBy,
  devices,
  preferred,
  onPick,
}: {
  /** The label stands elsewhere. */
  readonly id: string
  readonly describedBy?: string | undefined
  readonly devices: readonly SoundDevice[]
  readonly preferred: PreferredDevice
  readonly onPick: (device: PreferredDevice) => void
}) => {
  const { t } = useTranslation()
  const { options, chosen } = deviceOptions(devices, preferred)
  const nameOf = ({ name, number, absent }: DeviceOption): string => {
    const numbered = number === null ? name : t('welcome.devices.numbered', { name, number })
    return absent ? t('welcome.devices.absent', { name: numbered }) : numbered
  }
  const pick = (value: string) => {
    const device = devices.find((one) => one.id === value)
    if (value === SYSTEM_CHOICE) onPick({ id: null, name: null })
    else if (device !== undefined) onPick(device)
  }
  return (
    <select
      id={id}
      className={`${field.field} ${styles.picker}`}
      aria-describedby={describedBy}
      value={chosen}
      onChange={(event) => pick(event.currentTarget.value)}
    >
      <option value={SYSTEM_CHOICE}>{t('welcome.devices.system')}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {nameOf(option)}
        </option>
      ))}
    </select>
  )
}
