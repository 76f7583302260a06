import { describe, expect, it } from 'vitest'
import {
  anchorOf,
  placeOverlay,
  windowSize,
} from '../../../electron/main/windows/overlay-placement.ts'

const display = { x: 0, y: 0, width: 1920, height: 1040 }
const size = { width: 460, height: 100 }

describe('the size of the overlay', () => {
  it('is as wide as a card always is, and as high as its content', () => {
    expect(windowSize({ height: 134 }, 1)).toEqual({ width: 460, height: 134 })
  })

  it('is that of its content where that says how wide it is', () => {
    expect(windowSize({ height: 50, width: 181 }, 1)).toEqual({ width: 181, height: 50 })
  })

  it('grows with the zoom of the page, up to a limit', () => {
    expect(windowSize({ height: 173 }, 2)).toEqual({ width: 460, height: 346 })
    expect(windowSize({ height: 50, width: 181 }, 1.5)).toEqual({ width: 272, height: 75 })
    expect(windowSize({ height: 500 }, 2)).toEqual({ width: 460, height: 600 })
  })
})

describe('the place of the overlay', () => {
  it('is the bottom centre of the work area', () => {
    expect(placeOverlay(display, size, undefined)).toEqual({ x: 730, y: 916 })
  })

  it('grows upwards: the lower edge stays', () => {
    const low = placeOverlay(display, size, undefined)
    const tall = placeOverlay(display, { width: 460, height: 300 }, undefined)
    expect(tall.y + 300).toBe(low.y + 100)
  })

  it('comes back to where it was dragged, on displays left of and above the first too', () => {
    const left = { x: -1280, y: -200, width: 1280, height: 984 }
    const dragged = { x: -1200, y: 50, ...size }
    expect(placeOverlay(left, size, anchorOf(left, dragged))).toEqual({ x: -1200, y: 50 })
  })

  it('never leaves the work area, even of a display that shrank', () => {
    const small = { x: 0, y: 0, width: 400, height: 300 }
    const place = placeOverlay(small, size, { x: 5000, y: 5000 })
    expect(place.x).toBe(0)
    expect(place.y).toBe(200)
  })
})
