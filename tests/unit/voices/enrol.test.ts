import { describe, expect, it } from 'vitest'
import type { VoiceSample } from '../../../electron/contracts/voices.ts'
import {
  enrolmentView,
  isEnrolled,
  NO_ENROLMENT,
  prototypesOf,
  takeSample,
  type Enrolment,
} from '../../../electron/core/voices/enrol.ts'
import { guestsLeftMs } from '../../../electron/core/voices/guests.ts'
import { voicedPart } from '../../../electron/core/voices/voiced-part.ts'

const voiceAt = (degrees: number): readonly number[] => [
  Math.cos((degrees * Math.PI) / 180),
  Math.sin((degrees * Math.PI) / 180),
]
const said = (degrees: number, change: Partial<VoiceSample> = {}): VoiceSample => ({
  voice: voiceAt(degrees),
  voicedMs: 800,
  levelDb: -30,
  clipped: 0,
  ...change,
})
const read = (degrees: number, voicedMs = 6500): VoiceSample => said(degrees, { voicedMs })
const after = (...samples: readonly VoiceSample[]): Enrolment =>
  samples.reduce(takeSample, NO_ENROLMENT)

describe('enrolling', () => {
  it('takes three phrases and two sentences', () => {
    const begun = after(said(0), said(10), said(-10))
    expect(enrolmentView(begun)).toMatchObject({ step: 'reading', phrases: 3, readSeconds: 0 })
    const half = takeSample(begun, read(5))
    expect(isEnrolled(half)).toBe(false)
    expect(enrolmentView(half).readSeconds).toBeCloseTo(6.5)
    expect(isEnrolled(takeSample(half, read(-5)))).toBe(true)
  })

  it('knows the voice by the middle of the phrases and by that of the reading', () => {
    const done = after(said(0), said(10), said(-10), read(40), read(40))
    const [phrases, reading] = prototypesOf(done)
    expect(phrases?.[0]).toBeCloseTo(1)
    expect(reading?.[0]).toBeCloseTo(Math.cos((40 * Math.PI) / 180))
  })

  it('asks again for a phrase that does not agree with the others, whichever it was', () => {
    for (const odd of [0, 1, 2]) {
      const samples = [0, 8, -8].map((degrees, at) => said(at === odd ? 150 : degrees))
      const three = after(...samples)
      expect(enrolmentView(three)).toMatchObject({
        step: 'phrase',
        phrases: 2,
        last: { fault: 'another-voice' },
      })
      const again = takeSample(three, said(4))
      expect(enrolmentView(again)).toMatchObject({ phrases: 3, last: { fault: null } })
      expect(prototypesOf(again)[0]?.[0]).toBeGreaterThan(0.98)
    }
  })

  it('does not take reading by somebody else', () => {
    const begun = after(said(0), said(10), said(-10))
    const other = takeSample(begun, read(80))
    expect(other.readings).toHaveLength(0)
    expect(other.last?.fault).toBe('another-voice')
  })

  it.each([
    ['too-quiet', { levelDb: -60 }],
    ['too-loud', { clipped: 0.05 }],
    ['too-short', { voicedMs: 250 }],
    ['too-short', { voice: null }],
  ] as const)('asks again for what is %s', (fault, change) => {
    const one = after(said(0, change))
    expect(one.phrases).toHaveLength(0)
    expect(one.last).toMatchObject({ fault, agreement: null })
  })

  it('tells what each must agree by, which is more for what is read than for a phrase', () => {
    const phrase = after(said(0), said(10), said(-10))
    // As the phrases agree at the least: not enough for reading.
    const reading = takeSample(phrase, read(68))
    expect(phrase.last?.fault).toBeNull()
    expect(reading.last?.fault).toBe('another-voice')
    expect(reading.last?.agreement).toBeGreaterThan(phrase.last?.agreementWanted ?? 1)
    expect(reading.last?.agreement).toBeLessThan(reading.last?.agreementWanted ?? 0)
    expect(takeSample(phrase, said(0)).last?.agreementWanted).toBe(reading.last?.agreementWanted)
  })

  it('tells how well each phrase agrees, from the second on', () => {
    expect(after(said(0)).last?.agreement).toBeNull()
    expect(after(said(0), said(60)).last?.agreement).toBeCloseTo(0.5)
  })
})

describe('the part of a sound that is said', () => {
  const tone = (samples: number, level: number): Float32Array =>
    Float32Array.from({ length: samples }, (_, at) => level * Math.sin(at))

  it('is without the quiet before and behind it', () => {
    const sound = new Float32Array(32_000)
    sound.set(tone(16_000, 0.1), 8000)
    const part = voicedPart(sound)
    expect(part.voicedMs).toBeGreaterThanOrEqual(1000)
    expect(part.voicedMs).toBeLessThan(1120)
    expect(part.levelDb).toBeCloseTo(-23.4, 0)
  })

  it('is nothing of silence', () => {
    expect(voicedPart(new Float32Array(16_000))).toMatchObject({ voicedMs: 0, clipped: 0 })
    expect(voicedPart(new Float32Array(0)).samples).toHaveLength(0)
  })

  it('tells what was too loud for the microphone', () => {
    const loud = tone(16_000, 3).map((sample) => Math.min(1, Math.max(-1, sample)))
    expect(voicedPart(loud).clipped).toBeGreaterThan(0.3)
  })
})

describe('guests', () => {
  it('are let in until their time is over', () => {
    expect(guestsLeftMs(null, 1000)).toBe(0)
    expect(guestsLeftMs(5000, 1000)).toBe(4000)
    expect(guestsLeftMs(5000, 5000)).toBe(0)
    expect(guestsLeftMs(5000, 9000)).toBe(0)
  })

  it('are not let in for ever by a clock that was set back', () => {
    expect(guestsLeftMs(100 * 60 * 60_000, 0)).toBe(0)
  })
})
