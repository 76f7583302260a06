import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { voiceEvidenceSchema } from '../../../electron/contracts/audio.ts'
import {
  evidenceOf,
  followNoise,
  hearBeginning,
  hearOther,
  hearSpeech,
  INITIAL_EVIDENCE,
  type EvidenceState,
  type HeardFrame,
} from '../../../electron/core/turns/voice-evidence.ts'

const frame = (index: number, fields: Partial<HeardFrame> = {}): HeardFrame => ({
  index,
  probability: 0.01,
  rms: 0.001,
  echoLikeness: null,
  playing: false,
  ...fields,
})

const others = (state: EvidenceState, count: number, fields: Partial<HeardFrame>): EvidenceState =>
  Array.from({ length: count }, (_, index) => frame(index, fields)).reduce(hearOther, state)

describe('evidence of voice', () => {
  it('counts the frames that a beginning is dated back to, and none before', () => {
    let state = others(INITIAL_EVIDENCE, 10, { probability: 0.6 })
    state = hearOther(state, frame(10, { probability: 0.9 }))
    state = hearBeginning(state, frame(11, { probability: 0.7 }), 10)
    state = hearSpeech(state, frame(12, { probability: 0.8 }))
    const { speechMs, meanProbability, peakProbability } = evidenceOf(state)
    expect([speechMs, peakProbability]).toEqual([96, 0.9])
    expect(meanProbability).toBeCloseTo(0.8)
  })

  it('begins anew where speech goes on', () => {
    let state = hearBeginning(INITIAL_EVIDENCE, frame(0, { probability: 0.9 }), 0)
    state = hearBeginning(state, frame(9, { probability: 0.5 }), 9)
    expect(evidenceOf(state)).toMatchObject({ speechMs: 32, peakProbability: 0.5 })
  })

  it('measures speech against the background before it', () => {
    const quiet = others(INITIAL_EVIDENCE, 50, { rms: 0.001 })
    const speech = hearBeginning(quiet, frame(50, { probability: 0.9, rms: 0.1 }), 50)
    expect(evidenceOf(speech).aboveNoiseDb).toBeCloseTo(40)
  })

  it('learns the background from nothing that may be a voice, ours or another', () => {
    const quiet = others(INITIAL_EVIDENCE, 50, { rms: 0.001 })
    const over = others(quiet, 500, { rms: 0.1, playing: true })
    const talk = others(over, 500, { rms: 0.1, probability: 0.4 })
    expect(talk.noiseDb).toBe(quiet.noiseDb)
  })

  it('tells how much of it our own voice explains, and null where that was silent', () => {
    const began = hearBeginning(INITIAL_EVIDENCE, frame(0), 0)
    expect(evidenceOf(began).echoLikeness).toBeNull()
    const over = hearSpeech(began, frame(1, { echoLikeness: 0.8 }))
    expect(evidenceOf(over).echoLikeness).toBeCloseTo(0.4)
  })

  it('fits the contract whatever is heard', () => {
    const any = fc.record({
      probability: fc.double({ min: 0, max: 1, noNaN: true }),
      rms: fc.double({ min: 0, max: 1, noNaN: true }),
      echoLikeness: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      playing: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(any), fc.array(any), (before, speech) => {
        const other = before.map((fields, index) => frame(index, fields))
        const state = speech
          .map((fields, index) => frame(before.length + index, fields))
          .reduce(hearSpeech, other.reduce(hearOther, INITIAL_EVIDENCE))
        expect(voiceEvidenceSchema.safeParse(evidenceOf(state)).success).toBe(true)
      }),
    )
  })
})

describe('the noise floor', () => {
  it('falls at once and rises slowly', () => {
    let floor = followNoise(null, -40)
    for (let i = 0; i < 10; i++) floor = followNoise(floor, -60)
    expect(floor).toBeLessThan(-59)
    for (let i = 0; i < 10; i++) floor = followNoise(floor, -20)
    expect(floor).toBeLessThan(-57)
    for (let i = 0; i < 1000; i++) floor = followNoise(floor, -20)
    expect(floor).toBe(-20)
  })
})
