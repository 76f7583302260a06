import { describe, expect, it } from 'vitest'
import { createHotkeyTrial } from '../../../electron/main/platform/hotkey-trial.ts'

const world = () => {
  const seen: string[] = []
  const trial = createHotkeyTrial(
    {
      pressed: () => void seen.push('talk'),
      released: () => void seen.push('end'),
      toggled: () => void seen.push('toggle'),
    },
    { send: (_, press) => void seen.push(`tried ${press}`) },
  )
  return { trial, key: trial.listener, seen }
}

describe('the hotkey while it is tried', () => {
  it('talks before and after, and is told of between', () => {
    const { trial, key, seen } = world()
    key.pressed(1)
    key.released(2)
    trial.set(true)
    key.pressed(3)
    key.released(4)
    key.toggled(5)
    trial.set(false)
    key.toggled(6)
    expect(seen).toEqual(['talk', 'end', 'tried down', 'tried up', 'tried press', 'toggle'])
  })

  it('ends as what it began: nobody goes on to talk by letting go', () => {
    const { trial, key, seen } = world()
    trial.set(true)
    key.pressed(1)
    trial.set(false)
    key.released(2)
    expect(seen).toEqual(['tried down', 'tried up'])
    key.pressed(3)
    trial.set(true)
    key.released(4)
    expect(seen.slice(2)).toEqual(['talk', 'end'])
  })
})
