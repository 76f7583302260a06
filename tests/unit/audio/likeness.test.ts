import { beforeAll, describe, expect, it } from 'vitest'
import { FRAME_SAMPLES, MICROPHONE_SAMPLE_RATE_HZ } from '../../../electron/contracts/audio.ts'
import { BANDS, createBandLevels } from '../../../renderer/audio/likeness/band-levels.ts'
import { EchoMeter } from '../../../renderer/audio/likeness/echo-meter.ts'
import { SpokenLevels } from '../../../renderer/audio/likeness/spoken-levels.ts'

const RATE_HZ = MICROPHONE_SAMPLE_RATE_HZ
const STARTS_AT_MS = 1_700_000_000_003

/** A repeatable draw between 0 and 1. */
const dice = (seed: number) => {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const decibels = (db: number) => 10 ** (db / 20)

/** Syllables of coloured noise with gaps: rises and falls as speech does, about -20 dB. */
const babble = (seconds: number, seed: number): Float32Array => {
  const draw = dice(seed)
  const sound = new Float32Array(seconds * RATE_HZ)
  let at = 0
  while (at < sound.length) {
    const length = Math.round((0.08 + 0.15 * draw()) * RATE_HZ)
    const loudness = draw() < 0.2 ? 0 : 0.2 + 0.6 * draw()
    const tones = Array.from({ length: 5 }, () => ({
      step: (2 * Math.PI * (150 + 3500 * draw() ** 2)) / RATE_HZ,
      share: draw() ** 2,
    }))
    for (let i = 0; i < length && at + i < sound.length; i++) {
      const envelope = Math.sin((Math.PI * i) / length) * loudness
      let value = 0
      for (const { step, share } of tones) value += share * Math.sin(step * (at + i))
      sound[at + i] = 0.15 * envelope * value
    }
    at += length
  }
  return sound
}

const delayed = (sound: Float32Array, delayMs: number): Float32Array => {
  const delay = Math.round((delayMs / 1000) * RATE_HZ)
  return sound.map((_, i) => sound[i - delay] ?? 0)
}

/** A small room: a dozen reflections, duller than what comes straight. */
const inRoom = (sound: Float32Array, seed: number): Float32Array => {
  const draw = dice(seed)
  const taps = Array.from({ length: 12 }, (_, i) => ({
    delay: Math.round((i * 0.015 + 0.01 * draw()) * RATE_HZ),
    gain: (i === 0 ? 1 : 0.5 * (draw() - 0.5)) * 0.8 ** i,
  }))
  let dull = 0
  return sound.map((_, i) => {
    let value = 0
    for (const { delay, gain } of taps) value += gain * (sound[i - delay] ?? 0)
    dull += 0.6 * (value - dull)
    return dull
  })
}

const mixed = (...sounds: readonly Float32Array[]): Float32Array => {
  const draw = dice(99)
  return Float32Array.from({ length: sounds[0]?.length ?? 0 }, (_, i) =>
    sounds.reduce((sum, sound) => sum + (sound[i] ?? 0), 0.0008 * (draw() - 0.5)),
  )
}

const louder = (sound: Float32Array, db: number) => sound.map((sample) => sample * decibels(db))
const only = (sound: Float32Array, fromS: number, untilS: number) =>
  sound.map((sample, i) => (i >= fromS * RATE_HZ && i < untilS * RATE_HZ ? sample : 0))

/** What a meter says of each frame of a microphone while `reply` is said. */
const compare = (
  reply: Float32Array,
  plain: Float32Array,
  cancelled: Float32Array | null = null,
) => {
  const spoken = new SpokenLevels(RATE_HZ)
  spoken.place({ samples: reply, startsAtMs: STARTS_AT_MS })
  const meter = new EchoMeter(spoken)
  const seen: { atS: number; likeness: number | null; rms: number }[] = []
  for (let i = 0; i + FRAME_SAMPLES <= plain.length; i += FRAME_SAMPLES) {
    const atMs = STARTS_AT_MS + (i / RATE_HZ) * 1000
    const ofPlain = meter.hearPlain(plain.subarray(i, i + FRAME_SAMPLES), atMs)
    const heard = (cancelled ?? plain).subarray(i, i + FRAME_SAMPLES)
    const likeness = cancelled === null ? ofPlain : meter.hearCancelled(heard, atMs)
    const rms = Math.sqrt(heard.reduce((sum, sample) => sum + sample ** 2, 0) / heard.length)
    seen.push({ atS: i / RATE_HZ, likeness, rms })
  }
  /** Share of the audible frames of a time that the reply explains. */
  const explained = (fromS: number, untilS: number, audible = 0.001) => {
    const frames = seen.filter(({ atS, rms }) => atS >= fromS && atS < untilS && rms > audible)
    return frames.filter(({ likeness }) => (likeness ?? 0) > 0.5).length / frames.length
  }
  return { meter, seen, explained }
}

describe('the comparison of what is heard with what is said', () => {
  let reply: Float32Array
  let person: Float32Array

  beforeAll(() => {
    reply = babble(6, 1)
    person = babble(6, 2)
  })

  it.each([
    [0, -20],
    [40, -10],
    [40, -30],
    [150, -20],
    [150, -35],
    [300, -20],
  ])('knows an echo after %i ms at %i dB, and how late it comes', (delayMs, gainDb) => {
    const echo = mixed(louder(inRoom(delayed(reply, delayMs), 3), gainDb))
    const { meter, explained } = compare(reply, echo)
    expect(meter.hears).toBe(true)
    expect(Math.abs(meter.lagMs - delayMs)).toBeLessThanOrEqual(16)
    expect(explained(1.5, 6)).toBeGreaterThan(0.95)
  })

  it('knows that headphones are worn, whoever speaks', () => {
    const quiet = compare(reply, mixed(new Float32Array(reply.length)))
    expect(quiet.meter.hears).toBe(false)
    const spokenOver = compare(reply, mixed(person))
    expect(spokenOver.meter.hears).toBe(false)
    expect(spokenOver.explained(0.6, 6)).toBe(0)
  })

  it.each([-10, -20, -30])('leaves the person to be heard over an echo of %i dB', (gainDb) => {
    const echo = louder(inRoom(delayed(reply, 60), 3), gainDb)
    const speaks = only(person, 3, 5)
    // The canceller leaves a tenth of it, softer than any syllable of theirs.
    const { explained } = compare(reply, mixed(echo, speaks), mixed(louder(echo, -20), speaks))
    expect(explained(3.1, 4.9, 0.01)).toBeLessThan(0.1)
  })

  it('explains what a canceller leaves before it has learnt the room', () => {
    const echo = louder(inRoom(delayed(reply, 60), 3), -15)
    const { explained } = compare(reply, mixed(echo), mixed(louder(echo, -8)))
    expect(explained(1.5, 6)).toBeGreaterThan(0.9)
  })

  it('explains the tail of a reply, and nothing long after it', () => {
    const ended = only(reply, 0, 4)
    const echo = mixed(louder(inRoom(delayed(ended, 250), 3), -15), only(person, 5, 6))
    const { explained, seen } = compare(ended, echo)
    expect(explained(4, 4.3)).toBeGreaterThan(0.9)
    expect(explained(5, 6)).toBe(0)
    expect(seen.at(-1)?.likeness).toBeNull()
  })

  it('learns anew after it was told to forget', () => {
    const { meter } = compare(reply, mixed(reply))
    expect(meter.hears).toBe(true)
    meter.forget()
    expect(meter.hears).toBeNull()
  })

  it('notices that headphones were put on', () => {
    const echo = only(louder(delayed(reply, 60), -20), 0, 2)
    const { meter } = compare(reply, mixed(echo))
    expect(meter.hears).toBe(false)
  })
})

describe('what the loudspeaker says', () => {
  const loudestOf = (spoken: SpokenLevels, atMs: number) =>
    Math.max(
      ...Array.from({ length: BANDS }, (_, band) => spoken.line.at(Math.floor(atMs / 8), band)),
    )

  it('is what was placed, at its time, without what was cut', () => {
    const spoken = new SpokenLevels(RATE_HZ)
    const startsAtMs = 8_000
    spoken.place({ samples: babble(1, 4), startsAtMs })
    spoken.cut(startsAtMs + 400)
    spoken.place({ samples: babble(1, 5), startsAtMs: startsAtMs + 3000 })
    spoken.advance(startsAtMs + 5000)
    expect(spoken.wasAudible(startsAtMs + 4100, 200)).toBe(true)
    expect(loudestOf(spoken, startsAtMs + 2990)).toBeLessThan(-80)
    expect(loudestOf(spoken, startsAtMs + 3500)).toBeGreaterThan(-45)
  })

  it('has the same levels whatever the rate it is said at', () => {
    const tone = (rateHz: number) =>
      Float32Array.from({ length: rateHz / 10 }, (_, i) =>
        Math.sin((2 * Math.PI * 700 * i) / rateHz),
      )
    const powersAt = (rateHz: number) => {
      const bands = createBandLevels(rateHz)
      const powers = new Float32Array(BANDS)
      for (let from = 0; from + bands.stepSamples <= rateHz / 10; from += bands.stepSamples) {
        bands.step(tone(rateHz), from, powers, 0)
      }
      return powers
    }
    const [at16, at48] = [powersAt(16_000), powersAt(48_000)]
    expect(at16[2]).toBeCloseTo(0.5, 1)
    for (let band = 0; band < BANDS; band++) {
      expect(10 * Math.log10((at16[band] ?? 0) / (at48[band] ?? 1))).toBeLessThan(2)
    }
  })
})
