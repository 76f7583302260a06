import { describe, expect, it } from 'vitest'
import { TryOut } from '../../../electron/main/wake/try-out.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

const stage = () => {
  const time = new VirtualTime()
  const waits = { now: true }
  const told: boolean[] = []
  const tryOut = new TryOut({
    clock: time.clock,
    mayBegin: () => waits.now,
    onChange: (on) => told.push(on),
  })
  return { time, waits, told, tryOut }
}

describe('trying the phrase out', () => {
  it('ends by itself after a minute, whatever became of the window that asked', () => {
    const { time, told, tryOut } = stage()
    tryOut.set(true)
    time.advance(59_999)
    expect(told).toEqual([true])
    time.advance(1)
    expect(told).toEqual([true, false])
  })

  it('has a minute anew for whoever begins anew', () => {
    const { time, told, tryOut } = stage()
    tryOut.set(true)
    time.advance(50_000)
    tryOut.set(true)
    time.advance(50_000)
    expect(told).toEqual([true])
  })

  it('does not begin while the phrase is not waited for', () => {
    const { waits, told, tryOut } = stage()
    waits.now = false
    tryOut.set(true)
    expect(told).toEqual([])
  })

  it('ends once the phrase is not waited for any more, and is told once', () => {
    const { time, waits, told, tryOut } = stage()
    tryOut.set(true)
    waits.now = false
    tryOut.look()
    tryOut.look()
    tryOut.set(false)
    time.advance(120_000)
    expect(told).toEqual([true, false])
  })
})
