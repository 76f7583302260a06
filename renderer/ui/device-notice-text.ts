import type { TFunction } from 'i18next'
import type { DeviceChange, DeviceNotice } from '../../electron/contracts/devices.ts'

const KINDS = ['microphone', 'loudspeaker'] as const

/** What is said of devices that changed by themselves: a sentence for each kind. */
export const deviceNoticeLines = (t: TFunction, notice: DeviceNotice): readonly string[] =>
  KINDS.flatMap((kind) => {
    const change = notice[kind]
    return change === null ? [] : [lineOf(t, kind, change)]
  })

const lineOf = (t: TFunction, kind: (typeof KINDS)[number], change: DeviceChange): string =>
  change.what === 'gone'
    ? t(`devices.${kind}.gone`)
    : t(`devices.${kind}.${change.what}`, { label: change.label })
