import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  HANGOVER_FRAMES,
  INITIAL_SEGMENTER,
  segmentSpeech,
  UNCLEAR_HANGOVER_FRAMES,
  type SegmenterEvent,
  type SpeechFrame,
} from '../../../electron/core/turns/speech-segmenter.ts'

type Seen = SegmenterEvent & { readonly at: number }

const run = (frames: readonly SpeechFrame[]): readonly Seen[] => {
  let state = INITIAL_SEGMENTER
  const seen: Seen[] = []
  for (const frame of frames) {
    const next = segmentSpeech(state, frame)
    state = next.state
    if (next.event !== null) seen.push({ ...next.event, at: frame.index })
  }
  return seen
}

/** `#` speech, `+` perhaps, `-` hardly, `.` clearly silent; frame indices from 100 on. */
const heard = (pattern: string, playing = false) =>
  run(
    pattern.split('').map((sign, offset) => ({
      index: 100 + offset,
      probability: { '#': 0.9, '+': 0.4, '-': 0.2 }[sign] ?? 0.05,
      rms: 0.05,
      playing,
    })),
  )

const silence = '.'.repeat(HANGOVER_FRAMES)

describe('speech segmenter', () => {
  it('is certain of speech after three positive frames and dates it back to the first', () => {
    expect(heard('..###')).toEqual([{ type: 'start', startFrame: 102, at: 104 }])
  })

  it('forgives one frame that misses among the first four', () => {
    expect(heard('.#.##')).toEqual([{ type: 'start', startFrame: 101, at: 104 }])
  })

  it('does not add up clicks that lie apart', () => {
    const events = heard('#..#..#..#..#....')
    expect(events.filter((event) => event.type === 'start')).toEqual([])
  })

  it('reports a sound too short for speech as a misfire, once', () => {
    expect(heard('.##......')).toEqual([{ type: 'misfire', endFrame: 103, at: 106 }])
  })

  it('pauses after the hangover, with the end behind the last speech and one frame of margin', () => {
    const events = heard(`#####${silence}...`)
    expect(events).toEqual([
      { type: 'start', startFrame: 100, at: 102 },
      { type: 'pause', lastSpeechFrame: 104, endFrame: 106, at: 104 + HANGOVER_FRAMES },
    ])
  })

  it('does not break a phrase at a closure shorter than the hangover', () => {
    const events = heard(`###${silence.slice(1)}###`)
    expect(events.map((event) => event.type)).toEqual(['start'])
  })

  it('waits a frame longer where the silence is not clear', () => {
    expect(heard('#####.-.....').at(-1)).toMatchObject({
      lastSpeechFrame: 104,
      at: 104 + UNCLEAR_HANGOVER_FRAMES,
    })
    expect(heard('####-#......').at(-1)).toMatchObject({ at: 105 + HANGOVER_FRAMES })
  })

  it('takes unclear frames for speech while speaking, and for silence before', () => {
    expect(heard('++++++++')).toEqual([])
    expect(heard('###++++++++++').map((event) => event.type)).toEqual(['start'])
  })

  it('resumes after two positive frames', () => {
    const events = heard(`###${silence}..#.#`)
    expect(events.at(-1)).toEqual({ type: 'resume', startFrame: 108, at: 110 })
  })

  it('ends the resumed speech where that ends', () => {
    const events = heard(`###${silence}##${silence}`)
    expect(events.at(-1)).toMatchObject({ type: 'pause', lastSpeechFrame: 107 })
  })

  it('ignores one stray positive frame in a pause without calling it a misfire', () => {
    expect(heard(`###${silence}....#....`).map((event) => event.type)).toEqual(['start', 'pause'])
  })

  it('is harder to convince while the app itself is heard', () => {
    const frames = (probability: number, rms: number) =>
      Array.from({ length: 6 }, (_, index) => ({ index, probability, rms, playing: true }))
    expect(run(frames(0.6, 0.05))).toEqual([])
    expect(run(frames(0.9, 0.009))).toEqual([])
    expect(run(frames(0.9, 0.05))).toMatchObject([{ type: 'start', startFrame: 0 }])
  })

  it('takes nothing for speech that nobody could hear', () => {
    const frames = Array.from({ length: 9 }, (_, index) => ({
      index,
      probability: 0.99,
      rms: 0.0005,
      playing: false,
    }))
    expect(run(frames)).toEqual([])
  })
})

const anyFrames = fc
  .array(
    fc.record({
      probability: fc.constantFrom(0, 0.2, 0.4, 0.6, 0.8, 1),
      rms: fc.constantFrom(0, 0.002, 0.1),
      playing: fc.boolean(),
    }),
    { maxLength: 300 },
  )
  .map((frames) => frames.map((frame, index) => ({ ...frame, index })))

describe('speech segmenter, whatever it hears', () => {
  it('alternates start, pause, resume, pause', () => {
    fc.assert(
      fc.property(anyFrames, (frames) => {
        const types = run(frames)
          .map((event) => event.type)
          .filter((type) => type !== 'misfire')
        for (const [position, type] of types.entries()) {
          const expected = position === 0 ? 'start' : position % 2 === 1 ? 'pause' : 'resume'
          expect(type).toBe(expected)
        }
      }),
    )
  })

  it('never speaks of frames that are yet to come, nor of the same speech twice', () => {
    fc.assert(
      fc.property(anyFrames, (frames) => {
        let lastEnd = -1
        for (const event of run(frames)) {
          if (event.type === 'misfire') continue
          const from = event.type === 'pause' ? event.lastSpeechFrame : event.startFrame
          expect(from).toBeGreaterThan(lastEnd - 1)
          expect(from).toBeLessThanOrEqual(event.at)
          if (event.type === 'pause') {
            expect(event.endFrame).toBeLessThanOrEqual(event.at)
            lastEnd = event.lastSpeechFrame + 1
          }
        }
      }),
    )
  })

  it('starts nothing without three frames that are likely speech, two while the reply is audible', () => {
    fc.assert(
      fc.property(anyFrames, (frames) => {
        const unlikely = frames.map((frame) => ({
          ...frame,
          probability:
            frame.index % 7 < (frame.playing ? 1 : 2)
              ? frame.probability
              : Math.min(frame.probability, 0.4),
        }))
        expect(run(unlikely).filter((event) => event.type !== 'misfire')).toEqual([])
      }),
    )
  })
})
