import { assert, constantFrom, integer, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  anchorOf,
  placeOverlay,
  windowSize,
  type Rectangle,
} from '../../../electron/main/windows/overlay-placement.ts'

const display = { x: 0, y: 0, width: 1920, height: 1040 }
const size = { width: 460, height: 100 }
const pill = { width: 180, height: 50 }

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

  it('snaps to an edge or the middle that it comes near to, and to nothing further away', () => {
    const dragTo = (x: number, y: number) => {
      const bounds = { x, y, ...size }
      return placeOverlay(display, size, anchorOf(display, bounds))
    }
    expect(dragTo(9, 400)).toEqual({ x: 0, y: 400 })
    expect(dragTo(1920 - 460 - 9, 400)).toEqual({ x: 1460, y: 400 })
    expect(dragTo(722, 400)).toEqual({ x: 730, y: 400 })
    expect(dragTo(500, 12)).toEqual({ x: 500, y: 0 })
    expect(dragTo(500, 930)).toEqual({ x: 500, y: 940 })
    expect(dragTo(500, 400)).toEqual({ x: 500, y: 400 })
    expect(dragTo(-300, -300)).toEqual({ x: 0, y: 0 })
  })

  it('at an edge is at that edge in each shape, and at the upper one grows downwards', () => {
    const right = anchorOf(display, { x: 1455, y: 3, ...size })
    expect(placeOverlay(display, pill, right)).toEqual({ x: 1740, y: 0 })
    expect(placeOverlay(display, { width: 460, height: 300 }, right)).toEqual({ x: 1460, y: 0 })
  })

  it('at an edge stays there when the display becomes another size', () => {
    const anchor = anchorOf(display, { x: 1460, y: 940, ...size })
    const smaller = { x: 0, y: 0, width: 1280, height: 760 }
    expect(placeOverlay(smaller, size, anchor)).toEqual({ x: 820, y: 660 })
    expect(placeOverlay(display, size, anchor)).toEqual({ x: 1460, y: 940 })
  })

  it('is wholly on its display wherever that lies, and where it was dragged to or nearly', () => {
    const area = record({
      x: integer({ min: -8000, max: 8000 }),
      y: integer({ min: -8000, max: 8000 }),
      width: integer({ min: 640, max: 7680 }),
      height: integer({ min: 400, max: 4320 }),
    })
    const dropped = record({
      x: integer({ min: -9e3, max: 9e3 }),
      y: integer({ min: -9e3, max: 9e3 }),
    })
    assert(
      property(area, dropped, constantFrom(size, pill), (workArea: Rectangle, at, dragged) => {
        const place = placeOverlay(workArea, dragged, anchorOf(workArea, { ...at, ...dragged }))
        expect(place.x).toBeGreaterThanOrEqual(workArea.x)
        expect(place.y).toBeGreaterThanOrEqual(workArea.y)
        expect(place.x + dragged.width).toBeLessThanOrEqual(workArea.x + workArea.width)
        expect(place.y + dragged.height).toBeLessThanOrEqual(workArea.y + workArea.height)
        // What it has come to stays: nothing creeps from one time to the next.
        const again = placeOverlay(workArea, dragged, anchorOf(workArea, { ...place, ...dragged }))
        expect(again).toEqual(place)
      }),
    )
  })
})
