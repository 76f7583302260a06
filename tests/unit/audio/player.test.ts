import { describe, expect, it } from 'vitest'
import type { AudioEvent } from '../../../electron/contracts/audio.ts'
import { createAudibleSpan } from '../../../renderer/audio/playback/audible-span.ts'
import { Earcons } from '../../../renderer/audio/playback/earcons.ts'
import type { Loudspeaker } from '../../../renderer/audio/playback/loudspeaker.ts'
import { Player } from '../../../renderer/audio/playback/player.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

/** One sample is one millisecond: what was heard can be read off. */
const RATE_HZ = 1000
const LOOKAHEAD = 20
const OUTPUT_LATENCY = 50

/** A loudspeaker on virtual time, and everything it was given. */
class FakeLoudspeaker implements Loudspeaker {
  readonly sampleRateHz = RATE_HZ
  readonly time: VirtualTime
  readonly played: { startSample: number; values: readonly number[]; voice: number }[] = []
  readonly silenced = new Set<number>()
  rebuilds = 0
  /** The device has gone: its clock stands still at this sample. */
  stuckAt: number | null = null
  /** There is no other device either. */
  onlyOne = false
  /** A real clock has moved on a little at each look. */
  creep = 0
  #looks = 0
  #originMs = 0
  #voices = 0

  constructor(time: VirtualTime) {
    this.time = time
  }

  earliestSample = () => this.#now() + LOOKAHEAD
  audibleSample = () => Math.max(0, this.#now() - OUTPUT_LATENCY + this.creep * this.#looks++)
  present = true
  wake = async () => undefined
  isPresent = async () => this.present
  rebuild = async () => {
    this.rebuilds++
    this.#originMs = this.time.nowMs
    this.stuckAt = this.onlyOne ? 0 : null
  }
  openVoice = () => {
    const voice = this.#voices++
    return {
      play: (samples: Float32Array, startSample: number) =>
        void this.played.push({ startSample, values: [...samples], voice }),
      silence: () => void this.silenced.add(voice),
    }
  }

  #now() {
    return this.stuckAt ?? this.time.nowMs - this.#originMs
  }
}

const desk = () => {
  const time = new VirtualTime()
  const loudspeaker = new FakeLoudspeaker(time)
  const audible = createAudibleSpan()
  const events: AudioEvent[] = []
  const said: { samples: number; startsAtMs: number }[] = []
  const cuts: number[] = []
  const player = new Player({
    clock: time.clock,
    loudspeaker,
    audible,
    spoken: {
      place: (sound) => said.push({ samples: sound.samples.length, startsAtMs: sound.startsAtMs }),
      cut: (atMs) => cuts.push(atMs),
    },
    report: (event) => events.push(event),
  })
  const pcm = (generation: number, index: number, milliseconds: number, value = 1) =>
    player.receive({
      type: 'pcm',
      generation,
      index,
      samples: new Float32Array(milliseconds).fill(value),
      sampleRateHz: RATE_HZ,
    })
  const end = (generation: number, index: number) =>
    player.receive({ type: 'chunk-end', generation, index })
  const types = () => events.map((event) => event.type)
  const told = <T extends AudioEvent['type']>(type: T) =>
    events.filter((event): event is Extract<AudioEvent, { type: T }> => event.type === type)
  return { time, loudspeaker, audible, said, cuts, events, player, pcm, end, types, told }
}

it('goes on behind a chunk that is skipped, with what had come of it or without', () => {
  const { time, player, pcm, end, types, told } = desk()
  player.play(1)
  pcm(1, 1, 300)
  end(1, 1)
  player.close(1, 2)
  time.advance(500)
  expect(types()).toEqual([])
  player.skip(1, 0)
  time.advance(1000)
  expect(told('playback-progress').map(({ index }) => index)).not.toContain(0)
  expect(types().at(-1)).toBe('playback-end')
})

it('plays a clause at its own pace where another voice goes on with it at another rate', () => {
  const { time, loudspeaker, player, end } = desk()
  const piece = (samples: number, sampleRateHz: number) =>
    player.receive({
      type: 'pcm',
      generation: 1,
      index: 0,
      samples: new Float32Array(samples).fill(1),
      sampleRateHz,
    })
  player.play(1)
  piece(400, 2000)
  piece(200, 1000)
  end(1, 0)
  player.close(1, 1)
  time.advance(2000)
  // 200 ms of each, on a loudspeaker of a sample a millisecond.
  const length = loudspeaker.played.reduce((sum, { values }) => sum + values.length, 0)
  expect(length).toBeGreaterThan(380)
  expect(length).toBeLessThan(420)
})

describe('player', () => {
  it('holds what comes until it may play', () => {
    const { time, loudspeaker, player, pcm, end } = desk()
    pcm(1, 0, 100)
    end(1, 0)
    time.advance(500)
    expect(loudspeaker.played).toEqual([])
    player.play(1)
    expect(loudspeaker.played).toHaveLength(1)
  })

  it('tells when the first sample is heard, how far, and when all was heard', () => {
    const { time, player, pcm, end, types, told } = desk()
    player.play(1)
    pcm(1, 0, 150)
    end(1, 0)
    pcm(1, 1, 100)
    end(1, 1)
    player.close(1, 2)
    time.advance(1000)
    const heardAt = LOOKAHEAD + OUTPUT_LATENCY
    expect(told('playback-start')[0]?.atMs).toBeCloseTo(heardAt)
    expect(types()[0]).toBe('playback-start')
    expect(types().at(-1)).toBe('playback-end')
    expect(told('playback-end')[0]?.atMs).toBeCloseTo(heardAt + 250, -1)
    for (const { index, playedMs, atMs } of told('playback-progress')) {
      expect(playedMs + index * 150).toBeCloseTo(Math.min(atMs - heardAt, 250))
    }
    expect(told('playback-progress').at(-1)).toMatchObject({
      index: 1,
      playedMs: 100,
      chunkMs: 100,
    })
    expect(time.waiting).toBe(0)
  })

  it('reports about ten times a second while it plays', () => {
    const { time, player, pcm, told } = desk()
    player.play(1)
    pcm(1, 0, 5000)
    time.advance(3000)
    expect(told('playback-progress').length).toBeGreaterThan(25)
    expect(told('playback-progress').length).toBeLessThan(35)
  })

  it('waits without a timer for a clause that is late, and goes on with it', () => {
    const { time, player, pcm, end, told } = desk()
    player.play(1)
    pcm(1, 0, 100)
    end(1, 0)
    time.advance(5000)
    expect(told('playback-end')).toEqual([])
    expect(time.waiting).toBe(0)
    pcm(1, 1, 100)
    end(1, 1)
    player.close(1, 2)
    time.advance(1000)
    expect(told('playback-end')).toHaveLength(1)
    expect(told('playback-progress').at(-1)).toMatchObject({ index: 1, playedMs: 100 })
  })

  it('ends a reply of which there is nothing to say', () => {
    const { player, types } = desk()
    player.play(1)
    player.close(1, 0)
    expect(types()).toEqual(['playback-end'])
  })

  it('ends when it is closed after everything was heard', () => {
    const { time, player, pcm, end, told } = desk()
    player.play(1)
    pcm(1, 0, 100)
    end(1, 0)
    time.advance(1000)
    player.close(1, 1)
    expect(told('playback-end')).toHaveLength(1)
  })

  it.each([0.2, 0.9, 2.7, 6])('ends also where time goes on while it looks (%f)', (creep) => {
    const { time, loudspeaker, player, pcm, end, told } = desk()
    loudspeaker.creep = creep
    player.play(1)
    pcm(1, 0, 333)
    end(1, 0)
    player.close(1, 1)
    time.advance(2000)
    expect(told('playback-end')).toHaveLength(1)
  })

  it('falls silent at once on stop, tells how far it was heard, and then nothing more', () => {
    const { time, loudspeaker, player, pcm, events, told } = desk()
    player.play(1)
    pcm(1, 0, 1000)
    time.advance(300)
    player.stop(1)
    expect(loudspeaker.silenced.has(0)).toBe(true)
    const heard = told('playback-progress').at(-1)
    expect(heard?.playedMs).toBeCloseTo(300 - LOOKAHEAD - OUTPUT_LATENCY)
    const before = events.length
    const played = loudspeaker.played.length
    pcm(1, 0, 1000)
    pcm(1, 1, 1000)
    player.close(1, 2)
    player.play(1)
    player.duck(1, true)
    time.advance(3000)
    expect(events).toHaveLength(before)
    expect(loudspeaker.played).toHaveLength(played)
    expect(time.waiting).toBe(0)
  })

  it('drops audio of a generation that was stopped before any came', () => {
    const { loudspeaker, player, pcm } = desk()
    player.stop(7)
    pcm(7, 0, 100)
    player.play(7)
    expect(loudspeaker.played).toEqual([])
  })

  it('never lets two generations be heard', () => {
    const { time, loudspeaker, player, pcm } = desk()
    player.play(1)
    pcm(1, 0, 1000)
    time.advance(200)
    pcm(2, 0, 1000)
    player.play(2)
    expect(loudspeaker.silenced.has(0)).toBe(true)
    expect(loudspeaker.played.at(-1)?.voice).toBe(1)
  })

  it('plays nothing of a reply that is ducked before its sound comes', () => {
    const { loudspeaker, player, pcm } = desk()
    pcm(1, 0, 100)
    player.duck(1, true)
    player.play(1)
    expect(loudspeaker.played).toEqual([])
    player.duck(1, false)
    expect(loudspeaker.played.map(({ values }) => values.length)).toEqual([100])
  })

  it('stands still while it is ducked, and goes on from where it was', () => {
    const { time, loudspeaker, player, pcm, end, told, audible } = desk()
    player.play(1)
    player.receive({
      type: 'pcm',
      generation: 1,
      index: 0,
      samples: Float32Array.from({ length: 1000 }, (_, i) => i),
      sampleRateHz: RATE_HZ,
    })
    time.advance(300)
    player.duck(1, true)
    expect(loudspeaker.silenced.has(0)).toBe(true)
    end(1, 0)
    pcm(1, 1, 200)
    end(1, 1)
    player.close(1, 2)
    time.advance(2000)
    expect(audible.covers(time.nowMs)).toBe(false)
    expect(told('playback-end')).toEqual([])
    expect(loudspeaker.played).toHaveLength(1)
    player.duck(1, false)
    player.duck(1, false)
    expect(audible.covers(time.nowMs + 200)).toBe(true)
    const [, rest, next] = loudspeaker.played
    // Up to the pressing of the brake 300 samples had been given away.
    expect([rest?.values[0], rest?.values.length]).toEqual([300, 700])
    expect(next?.startSample).toBe((rest?.startSample ?? 0) + 700)
    time.advance(1100)
    expect(told('playback-end')).toHaveLength(1)
    expect(told('playback-progress').at(-1)).toMatchObject({ index: 1, playedMs: 200 })
  })

  it('stands still while either the reflex or main wants it, and goes on where neither does', () => {
    const { time, loudspeaker, player, pcm } = desk()
    player.play(1)
    pcm(1, 0, 1000)
    time.advance(300)
    player.hold(true)
    expect(loudspeaker.silenced.has(0)).toBe(true)
    player.duck(1, true)
    player.hold(false)
    player.duck(1, true)
    expect(loudspeaker.played).toHaveLength(1)
    player.hold(true)
    player.duck(1, false)
    expect(loudspeaker.played).toHaveLength(1)
    player.hold(false)
    // Nothing is lost, however often it was told to stand still.
    expect(loudspeaker.played.map(({ values }) => values.length)).toEqual([1000, 700])
  })

  it('does not come back when the reflex lets go of a reply that was stopped', () => {
    const { time, loudspeaker, player, pcm } = desk()
    player.play(1)
    pcm(1, 0, 1000)
    time.advance(300)
    player.hold(true)
    player.stop(1)
    player.hold(false)
    expect(loudspeaker.played).toHaveLength(1)
    pcm(2, 0, 500)
    player.play(2)
    player.hold(false)
    expect(loudspeaker.played.map(({ values }) => values.length)).toEqual([1000, 500])
  })

  it('tells when it was stopped while ducked how far it was heard', () => {
    const { time, player, pcm, told } = desk()
    player.play(1)
    pcm(1, 0, 1000)
    time.advance(300)
    player.duck(1, true)
    time.advance(500)
    player.stop(1)
    expect(told('playback-progress').at(-1)?.playedMs).toBeCloseTo(300)
    expect(time.waiting).toBe(0)
  })

  it('goes on where it was when the loudspeaker is exchanged under it', () => {
    const { time, loudspeaker, player, pcm, end, told } = desk()
    player.play(1)
    pcm(1, 0, 1000, 5)
    end(1, 0)
    player.close(1, 1)
    time.advance(470)
    loudspeaker.stuckAt = 470
    time.advance(4000)
    expect(loudspeaker.rebuilds).toBe(1)
    expect(loudspeaker.played.at(-1)?.values).toHaveLength(600)
    expect(told('playback-failed')).toEqual([])
    expect(told('playback-end')).toHaveLength(1)
    expect(told('playback-progress').at(-1)).toMatchObject({ playedMs: 1000 })
  })

  it('gives up where no device plays anything, and still ends', () => {
    const { time, loudspeaker, player, pcm, types, told } = desk()
    loudspeaker.stuckAt = 0
    loudspeaker.onlyOne = true
    player.play(1)
    pcm(1, 0, 1000)
    time.advance(10_000)
    expect(types()).toEqual(['playback-failed', 'playback-end'])
    expect(told('playback-failed')[0]?.error.code).toBe('speaker.absent')
    expect(time.waiting).toBe(0)
  })

  it('does not pretend that a reply was heard where there is no loudspeaker', async () => {
    const { time, loudspeaker, player, pcm, types, told } = desk()
    loudspeaker.present = false
    player.play(1)
    pcm(1, 0, 1000)
    await time.advanceAsync(5000)
    expect(types()).toEqual(['playback-failed', 'playback-end'])
    expect(told('playback-failed')[0]?.error.code).toBe('speaker.absent')
  })

  it('plays on a loudspeaker that has come back', async () => {
    const { time, loudspeaker, player, pcm, end, told } = desk()
    loudspeaker.present = false
    player.play(1)
    await time.advanceAsync(100)
    loudspeaker.present = true
    player.play(2)
    pcm(2, 0, 300)
    end(2, 0)
    player.close(2, 1)
    await time.advanceAsync(5000)
    expect(loudspeaker.rebuilds).toBe(1)
    expect(told('playback-end').map(({ generation }) => generation)).toEqual([1, 2])
    expect(told('playback-progress').at(-1)).toMatchObject({ generation: 2, playedMs: 300 })
  })

  it('tells what is said and when it is heard, and what is not said after all', () => {
    const { time, said, cuts, player, pcm } = desk()
    time.advance(1000)
    player.play(1)
    pcm(1, 0, 400)
    const startsAtMs = time.nowMs + LOOKAHEAD + OUTPUT_LATENCY
    pcm(1, 0, 600)
    expect(said).toEqual([
      { samples: 400, startsAtMs },
      { samples: 600, startsAtMs: startsAtMs + 400 },
    ])
    time.advance(300)
    player.hold(true)
    // What the device already holds is heard.
    expect(cuts).toEqual([time.nowMs + LOOKAHEAD + OUTPUT_LATENCY])
    time.advance(50)
    player.hold(false)
    expect(said.slice(2).map(({ samples }) => samples)).toEqual([100, 600])
  })

  it('knows when it can be heard, for the ears of the microphone', () => {
    const { time, audible, player, pcm } = desk()
    time.advance(1000)
    player.play(1)
    pcm(1, 0, 1000)
    const startsAtMs = time.nowMs + LOOKAHEAD + OUTPUT_LATENCY
    expect(audible.covers(startsAtMs - 1)).toBe(false)
    expect(audible.covers(startsAtMs + 500)).toBe(true)
    time.advance(300)
    player.stop(1)
    expect(audible.covers(time.nowMs + 1000)).toBe(false)
  })
})

describe('earcon player', () => {
  it('plays at once, and tells the microphone', async () => {
    const { time, loudspeaker, audible } = desk()
    await new Earcons({ clock: time.clock, loudspeaker, audible }).play('listen')
    expect(loudspeaker.played).toHaveLength(1)
    expect(audible.covers(time.nowMs + LOOKAHEAD + OUTPUT_LATENCY + 5)).toBe(true)
  })

  it('keeps silent rather than come late', async () => {
    const { time, loudspeaker, audible } = desk()
    const earcons = new Earcons({ clock: time.clock, loudspeaker, audible })
    loudspeaker.wake = async () => time.advance(800) as undefined
    await earcons.play('listen')
    expect(loudspeaker.played).toEqual([])
  })
})

describe('an interlude', () => {
  it('sounds while the reply has nothing to play, and nothing is told of it', () => {
    const { time, loudspeaker, player, pcm, end, events } = desk()
    player.play(1)
    pcm(2, 0, 300, 0.5)
    end(2, 0)
    player.close(2, 1)
    player.interlude(2)
    time.advance(1000)
    expect(loudspeaker.played.map(({ values }) => values[0])).toEqual([0.5])
    expect(events).toEqual([])
  })

  it('falls silent as soon as the reply has sound', () => {
    const { time, loudspeaker, player, pcm, told } = desk()
    player.play(1)
    player.interlude(2)
    pcm(2, 0, 300, 0.5)
    time.advance(100)
    pcm(1, 0, 200)
    time.advance(400)
    expect([...loudspeaker.silenced]).toEqual([0])
    expect(told('playback-start').map(({ generation }) => generation)).toEqual([1])
    pcm(2, 1, 300, 0.5)
    expect(loudspeaker.played.filter(({ values }) => values[0] === 0.5)).toHaveLength(1)
  })

  it('does not begin where the reply has begun, and ends when it is told', () => {
    const late = desk()
    late.player.play(1)
    late.pcm(1, 0, 500)
    late.player.interlude(2)
    late.pcm(2, 0, 300, 0.5)
    expect(late.loudspeaker.played.every(({ values }) => values[0] === 1)).toBe(true)
    const stopped = desk()
    stopped.player.play(1)
    stopped.player.interlude(2)
    stopped.pcm(2, 0, 300, 0.5)
    stopped.player.stop(2)
    expect([...stopped.loudspeaker.silenced]).toEqual([0])
  })
})

it('does not begin a reply that is spoken over before its first sound', () => {
  const { time, loudspeaker, player, pcm } = desk()
  player.play(1)
  player.duck(1, true)
  pcm(1, 0, 200)
  time.advance(500)
  expect(loudspeaker.played).toEqual([])
  player.duck(1, false)
  expect(loudspeaker.played).toHaveLength(1)
})
