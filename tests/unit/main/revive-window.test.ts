import { expect, test } from 'vitest'
import { reviveWindow } from '../../../electron/main/windows/revive-window.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

const open = () => {
  const time = new VirtualTime()
  const seen = { reloads: 0, gaveUp: 0, dead: false }
  let gone = () => {}
  let close = () => {}
  reviveWindow(
    {
      onGone: (listener) => {
        gone = listener
      },
      onClosed: (listener) => {
        close = listener
      },
      isDead: () => seen.dead,
      reload: () => {
        seen.reloads += 1
        seen.dead = false
      },
    },
    time.clock,
    () => {
      seen.gaveUp += 1
    },
  )
  const die = () => {
    seen.dead = true
    gone()
  }
  return { time, seen, die, close: () => close() }
}

test('a window whose process died has its page again after a moment', () => {
  const { time, seen, die } = open()
  die()
  expect(seen.reloads).toBe(0)
  time.advance(1000)
  expect(seen).toEqual({ reloads: 1, gaveUp: 0, dead: false })
})

test('one that dies again and again is given up after three times in five minutes', () => {
  const { time, seen, die } = open()
  for (let death = 0; death < 4; death += 1) {
    die()
    time.advance(60_000)
  }
  expect(seen).toEqual({ reloads: 3, gaveUp: 1, dead: true })
})

test('deaths that lie further apart never use up its tries', () => {
  const { time, seen, die } = open()
  for (let death = 0; death < 8; death += 1) {
    die()
    time.advance(2 * 60_000)
  }
  expect(seen).toEqual({ reloads: 8, gaveUp: 0, dead: false })
})

test('one that somebody brought back, or closed, meanwhile is left alone', () => {
  const brought = open()
  brought.die()
  brought.seen.dead = false
  brought.time.advance(1000)
  expect(brought.seen.reloads).toBe(0)
  const closed = open()
  closed.die()
  closed.close()
  closed.time.advance(1000)
  expect(closed.seen.reloads).toBe(0)
  expect(closed.time.waiting).toBe(0)
})
