import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FRAME_MS } from '../../../electron/contracts/audio.ts'
import { ReflexDuck } from '../../../renderer/audio/playback/reflex-duck.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

/** `#` may be speech, `C` is certain of it, `q` is too quiet, `.` is none. */
const desk = () => {
  const time = new VirtualTime()
  const held: boolean[] = []
  const reflex = new ReflexDuck({ clock: time.clock, hold: (now) => held.push(now) })
  const hear = (pattern: string, playing = true) => {
    for (const sign of pattern) {
      time.advance(FRAME_MS)
      reflex.hear({
        probability: sign === '.' ? 0.05 : 0.6,
        rms: sign === 'q' ? 0.005 : 0.1,
        playing,
        speaking: sign === 'C',
      })
    }
  }
  return { time, held, reflex, hear }
}

describe('reflex', () => {
  it('holds the reply at the first sign of speech over it', () => {
    const { held, hear } = desk()
    hear('..#')
    expect(held).toEqual([true])
  })

  it('lets go after two frames that are none', () => {
    const { held, hear, time } = desk()
    hear('#.')
    expect(held).toEqual([true])
    hear('.')
    expect(held).toEqual([true, false])
    expect(time.waiting).toBe(0)
  })

  it('does nothing where no reply is heard, nor at what is too quiet to count', () => {
    const { held, hear } = desk()
    hear('###CCC', false)
    hear('..qqq')
    expect(held).toEqual([])
  })

  it('lets go of certain speech that main does nothing about, and does not hold it again', () => {
    const { held, hear, time } = desk()
    hear('#C')
    time.advance(1000)
    expect(held).toEqual([true, false])
    hear('CCCCC')
    expect(held).toEqual([true, false])
    hear('..#')
    expect(held).toEqual([true, false, true])
  })

  it('leaves the rest to main once main has taken over', () => {
    const { held, hear, reflex, time } = desk()
    hear('#C')
    reflex.release()
    hear('CCCC')
    expect(held).toEqual([true, false])
    expect(time.waiting).toBe(0)
  })

  it('lets go where the frames end', () => {
    const { held, hear, time } = desk()
    hear('#')
    time.advance(1000)
    expect(held).toEqual([true, false])
  })

  it('never holds for longer than its patience after the last sign', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('#', 'C', 'q', '.') }), (pattern) => {
        const { held, hear, time } = desk()
        hear(pattern)
        time.advance(301)
        expect(held.at(-1) ?? false).toBe(false)
        expect(held.every((now, index) => now === (index % 2 === 0))).toBe(true)
      }),
    )
  })
})
