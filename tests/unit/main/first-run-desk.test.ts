import { describe, expect, it } from 'vitest'
import { fail, succeed } from '../../../electron/contracts/errors.ts'
import { defaultSettings, type Settings } from '../../../electron/contracts/settings.ts'
import { createFirstRun } from '../../../electron/main/first-run/first-run-desk.ts'

const world = ({
  isNew = true,
  isFull = false,
  stored = {},
}: {
  readonly isNew?: boolean
  readonly isFull?: boolean
  readonly stored?: Partial<Settings>
} = {}) => {
  let settings: Settings = { ...defaultSettings(), ...stored }
  const done: string[] = []
  const desk = createFirstRun(
    {
      isNew,
      settings: {
        get: () => settings,
        change: (patch) => {
          if (isFull) return fail('disk.full')
          settings = { ...settings, ...(patch as Partial<Settings>) }
          return succeed(settings)
        },
      },
    },
    { get: () => ({ close: () => void done.push('closed') }) },
    (name) => void done.push(name),
  )
  return { desk, done, settings: () => settings }
}

describe('who is led through the first steps', () => {
  it('is who is new, until they are through', () => {
    const { desk, done, settings } = world()
    expect(desk.isDue()).toBe(true)
    expect(settings().firstRun.step).toBe('way')
    desk.keep({ ...desk.get(), step: 'exchange', skipped: ['wake'] })
    desk.leave('transcript')
    expect(desk.isDue()).toBe(false)
    expect(done).toEqual(['transcript', 'closed'])
    expect(settings().firstRun).toEqual({
      finished: true,
      step: 'way',
      way: 'local',
      skipped: ['wake'],
    })
  })

  it('is not who has used Warbler before', () => {
    expect(world({ isNew: false }).desk.isDue()).toBe(false)
  })

  it('is who left in the middle, and goes on there', () => {
    const firstRun = { finished: false, step: 'hotkey', way: 'both', skipped: [] } as const
    const { desk } = world({ isNew: false, stored: { firstRun: { ...firstRun, skipped: [] } } })
    expect(desk.isDue()).toBe(true)
    expect(desk.get().step).toBe('hotkey')
  })

  it('is nobody where it could not be remembered: they would be asked at each start', () => {
    const { desk } = world({ isFull: true })
    expect(desk.isDue()).toBe(false)
    expect(desk.keep(desk.get())).toMatchObject({ ok: false, error: { code: 'disk.full' } })
  })

  it('may leave for nothing at all', () => {
    const { desk, done } = world()
    desk.leave('nothing')
    expect(done).toEqual(['closed'])
  })
})
