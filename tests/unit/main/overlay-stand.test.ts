import { describe, expect, it } from 'vitest'
import { whereToStand, type Surroundings } from '../../../electron/main/windows/overlay-stand.ts'

/** Three displays: the first, one left of and above it, one on the right. */
const FIRST = { id: 1, bounds: { x: 0, y: 0, width: 1920, height: 1080 } }
const LEFT = { id: 2, bounds: { x: -1280, y: -300, width: 1280, height: 1024 } }
const RIGHT = { id: 3, bounds: { x: 1920, y: 0, width: 1920, height: 1080 } }

const around = (more: Partial<Surroundings> = {}): Surroundings => ({
  displays: [FIRST, LEFT, RIGHT],
  fullScreen: [],
  pointer: { x: 100, y: 100 },
  isShownElsewhere: false,
  staysOverFullScreen: false,
  ...more,
})
const standsOn = (...asked: Parameters<typeof whereToStand>) => whereToStand(...asked)?.id ?? null

describe('the display of the overlay', () => {
  it('is the one with the pointer when it appears, also where coordinates are negative', () => {
    expect(standsOn('card', null, around())).toBe(1)
    expect(standsOn('card', null, around({ pointer: { x: -700, y: -200 } }))).toBe(2)
    expect(standsOn('pill', null, around({ pointer: { x: 2000, y: 50 } }))).toBe(3)
  })

  it('is the nearest one for a pointer that is on none', () => {
    expect(standsOn('card', null, around({ pointer: { x: -700, y: 1000 } }))).toBe(2)
    expect(standsOn('card', null, around({ pointer: { x: 9000, y: 9000 } }))).toBe(3)
  })

  it('stays the same while it is in view, wherever the pointer goes', () => {
    expect(standsOn('card', LEFT, around({ pointer: { x: 2000, y: 50 } }))).toBe(2)
  })

  it('is the next one when it was taken away, and the same again when it is back', () => {
    const without = around({ displays: [FIRST, RIGHT] })
    expect(standsOn('pill', LEFT, without)).toBe(1)
    expect(standsOn('pill', RIGHT, around({ displays: [FIRST, LEFT] }))).toBe(1)
    expect(standsOn('pill', LEFT, around())).toBe(2)
  })

  it('is none where there is none, as while a laptop wakes up', () => {
    expect(standsOn('card', FIRST, around({ displays: [] }))).toBeNull()
  })
})

describe('over a program that fills the screen', () => {
  it('a pill is not to be seen', () => {
    expect(standsOn('pill', FIRST, around({ fullScreen: [1] }))).toBeNull()
    expect(standsOn('pill', FIRST, around({ fullScreen: [3] }))).toBe(1)
  })

  it('a card is on another display, or nowhere', () => {
    expect(standsOn('card', FIRST, around({ fullScreen: [1] }))).toBe(2)
    expect(standsOn('card', FIRST, around({ fullScreen: [1, 2] }))).toBe(3)
    expect(standsOn('card', FIRST, around({ fullScreen: [1, 2, 3] }))).toBeNull()
    const one = around({ displays: [FIRST], fullScreen: [1] })
    expect(standsOn('card', null, one)).toBeNull()
  })

  it('it is to be seen for whoever wants it so', () => {
    const wanted = around({ fullScreen: [1], staysOverFullScreen: true })
    expect(standsOn('pill', FIRST, wanted)).toBe(1)
    expect(standsOn('card', null, wanted)).toBe(1)
  })
})

it('is nowhere while a window of ours shows the same', () => {
  expect(standsOn('card', FIRST, around({ isShownElsewhere: true }))).toBeNull()
  expect(standsOn('pill', null, around({ isShownElsewhere: true }))).toBeNull()
})
