import { describe, expect, it } from 'vitest'
import {
  filledDisplays,
  type ManagedWindow,
} from '../../../../electron/main/platform/x11/full-screen.ts'

const LEFT = { x: 0, y: 0, width: 1920, height: 1080 }
const RIGHT = { x: 1920, y: 0, width: 1280, height: 1024 }
const DISPLAYS = [LEFT, RIGHT]

const window = (
  bounds: ManagedWindow['bounds'],
  more: Partial<ManagedWindow> = {},
): ManagedWindow => ({ bounds, isFullScreen: false, isHidden: false, isActive: false, ...more })

const FILM = window(RIGHT, { isFullScreen: true })
const TERMINAL = window({ x: 200, y: 200, width: 800, height: 600 }, { isActive: true })

describe('a display is filled', () => {
  it('by the full-screen program in use, and by one that somebody watches beside their work', () => {
    expect(filledDisplays([{ ...FILM, isActive: true }], DISPLAYS)).toEqual([1])
    expect(filledDisplays([FILM, TERMINAL], DISPLAYS)).toEqual([1])
    expect(filledDisplays([TERMINAL, FILM], DISPLAYS)).toEqual([1])
  })

  it('not by one that another window lies over, is hidden, or is only as large', () => {
    const over = { ...TERMINAL, bounds: { x: 2000, y: 100, width: 900, height: 700 } }
    expect(filledDisplays([FILM, over], DISPLAYS)).toEqual([])
    expect(filledDisplays([{ ...FILM, isHidden: true }], DISPLAYS)).toEqual([])
    expect(filledDisplays([window(RIGHT, { isActive: true })], DISPLAYS)).toEqual([])
  })

  it('also under what is too small to be worked in', () => {
    const clock = window({ x: 3000, y: 900, width: 150, height: 60 })
    expect(filledDisplays([FILM, clock], DISPLAYS)).toEqual([1])
  })

  it('twice by a program that fills two', () => {
    const both = window({ x: 0, y: 0, width: 3200, height: 1080 }, { isFullScreen: true })
    expect(filledDisplays([both], DISPLAYS)).toEqual([0, 1])
  })

  it('by nothing where nothing is', () => {
    expect(filledDisplays([], DISPLAYS)).toEqual([])
    expect(filledDisplays([FILM], [])).toEqual([])
  })
})
