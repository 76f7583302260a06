import { describe, expect, it } from 'vitest'
import { fail, succeed, type Result } from '../../../electron/contracts/errors.ts'
import { defaultSettings, type SettingsPatch } from '../../../electron/contracts/settings.ts'
import type { TurnLogRecord } from '../../../electron/contracts/turn-log.ts'
import { applyFeedback } from '../../../electron/main/turn-feedback.ts'
import { turnLogRecord } from '../../support/turn-log-record.ts'

const stage = (
  found: Result<TurnLogRecord | null>,
  changed: Result<null> = succeed(null),
  settings = defaultSettings(),
) => {
  const patches: SettingsPatch[] = []
  return {
    patches,
    parts: {
      storage: {
        turnLog: { find: () => Promise.resolve(found) },
        settings: { get: () => settings },
      },
      changeSettings: (patch: SettingsPatch) => {
        patches.push(patch)
        return changed
      },
    },
  }
}

const cutOff = { exchangeId: '01', verdict: 'cut-off' } as const

describe('a verdict on a turn', () => {
  it('changes the setting as every change is made, and says what it changed', async () => {
    const { parts, patches } = stage(succeed(turnLogRecord()))
    expect(await applyFeedback(cutOff, parts)).toEqual(
      succeed({ setting: 'patience', from: 'balanced', to: 'patient' }),
    )
    expect(patches).toEqual([{ patience: 'patient' }])
  })

  it.each([
    ['gone', succeed(null)],
    ['unreadable', fail('storage.unavailable')],
  ] as const)('counts also where the record is %s', async (_, found) => {
    const { parts, patches } = stage(found)
    expect(await applyFeedback(cutOff, parts)).toMatchObject({ ok: true })
    expect(patches).toEqual([{ patience: 'patient' }])
  })

  it('that would change nothing writes nothing', async () => {
    const settings = { ...defaultSettings(), patience: 'patient' } as const
    const { parts, patches } = stage(succeed(null), succeed(null), settings)
    expect(await applyFeedback(cutOff, parts)).toEqual(
      succeed({ setting: 'none', reason: 'at-its-end' }),
    )
    expect(patches).toEqual([])
  })

  it('is not said to have changed what could not be saved', async () => {
    const { parts } = stage(succeed(null), fail('disk.full'))
    expect(await applyFeedback(cutOff, parts)).toMatchObject({ error: { code: 'disk.full' } })
  })
})
