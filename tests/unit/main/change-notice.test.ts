import { describe, expect, it } from 'vitest'
import {
  defaultSettings,
  settingsSchema,
  type SettingsPatch,
} from '../../../electron/contracts/settings.ts'
import { noticeOf } from '../../../electron/main/actions/change-notice.ts'
import { Messages } from '../../../electron/main/messages.ts'

const { text } = new Messages('en')
const noticed = (patch: SettingsPatch, before: SettingsPatch): string =>
  noticeOf(
    patch,
    { ...settingsSchema.parse({ ...defaultSettings(), ...patch }), before },
    'en',
    text,
  )
const known = { heard: 'warble her', meant: 'Warbler' }

describe('what is told of a change', () => {
  it('is the setting and its value', () => {
    expect(noticed({ patience: 'patient' }, { patience: 'balanced' })).toMatch(/^Patience: /)
  })

  it('is what will be written otherwise, where a correction taught a word', () => {
    const before = { dictionary: [known] }
    const learned = { heard: 'Cuba Netties', meant: 'Kubernetes' }
    expect(noticed({ dictionary: [learned, known] }, before)).toBe(
      'Warbler will now write “Kubernetes” for “Cuba Netties”.',
    )
    const other = { heard: 'shiv on', meant: 'Siobhan' }
    expect(noticed({ dictionary: [other, learned, known] }, before)).toBe(
      'Remembered: “shiv on” is “Siobhan”; “Cuba Netties” is “Kubernetes”',
    )
    expect(noticed({ dictionary: [] }, before)).toBe('Your words')
  })
})
