import { describe, expect, it } from 'vitest'
import {
  impulseResponse,
  inRoom,
  REVERBERATION_S,
  type RoomName,
} from '../../support/sound-lab/room.ts'
import { levelDb } from '../../support/sound-lab/sound.ts'
import { click, cough, cupSetDown, throatClearing } from '../../support/sound-lab/sounds.ts'

const RATE_HZ = 16_000
const ROOMS: readonly RoomName[] = ['office', 'living-room', 'bare']

describe('a room', () => {
  it.each(ROOMS)('%s decays as fast as its reverberation time says', (room) => {
    const response = impulseResponse(room, 'far', RATE_HZ)
    const at = (share: number) => Math.round(REVERBERATION_S[room] * share * RATE_HZ)
    const window = Math.round(0.02 * RATE_HZ)
    const early = levelDb(response, at(0.2), at(0.2) + window)
    const late = levelDb(response, at(0.7), at(0.7) + window)
    // Half of the time, half of the 60 dB.
    expect(early - late).toBeGreaterThan(26)
    expect(early - late).toBeLessThan(34)
  })

  it('has more of itself far away than near', () => {
    const rest = (distance: 'near' | 'far') =>
      impulseResponse('office', distance, RATE_HZ)
        .subarray(1)
        .reduce((sum, sample) => sum + sample ** 2, 0)
    expect(10 * Math.log10(rest('near'))).toBeCloseTo(-10)
    expect(10 * Math.log10(rest('far'))).toBeCloseTo(3)
  })

  it('leaves a sound at its level, longer by its tail, and the same at every call', () => {
    const dry = { samples: click().samples.subarray(0, 8000), sampleRateHz: RATE_HZ }
    const wet = inRoom(dry, 'office', 'far')
    expect(levelDb(wet.samples)).toBeCloseTo(levelDb(dry.samples), 1)
    expect(wet.samples.length).toBeGreaterThan(dry.samples.length)
    expect(inRoom(dry, 'office', 'far').samples).toEqual(wet.samples)
  })
})

describe('sounds that are no speech', () => {
  it.each([cough, throatClearing, cupSetDown])('have the level that is asked for', (sound) => {
    expect(levelDb(sound(-30).samples)).toBeCloseTo(-30, 1)
  })
})
