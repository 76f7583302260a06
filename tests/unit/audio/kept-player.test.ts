import { describe, expect, it } from 'vitest'
import type { KeptPlayback } from '../../../electron/contracts/speech-journal.ts'
import { KeptPlayer } from '../../../renderer/audio/playback/kept-player.ts'
import type { Loudspeaker } from '../../../renderer/audio/playback/loudspeaker.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

/** One sample of the loudspeaker is one millisecond; it is heard 50 ms after it was given. */
const open = (wake: () => Promise<void> = async () => undefined) => {
  const time = new VirtualTime()
  const played: { readonly startSample: number; readonly length: number }[] = []
  const silenced: number[] = []
  const loudspeaker: Loudspeaker = {
    sampleRateHz: 1000,
    earliestSample: () => time.nowMs + 20,
    audibleSample: () => time.nowMs - 30,
    isPresent: async () => true,
    wake,
    rebuild: async () => undefined,
    openVoice: () => ({
      play: (samples, startSample) => void played.push({ startSample, length: samples.length }),
      silence: () => void silenced.push(time.nowMs),
    }),
  }
  const told: (readonly [number, KeptPlayback['state'], number])[] = []
  const volumes: (number | null)[] = []
  const player = new KeptPlayer({
    useVolume: (volume) => volumes.push(volume),
    clock: time.clock,
    loudspeaker,
    report: ({ serial, state }) => told.push([serial, state, time.nowMs]),
  })
  return { time, player, played, silenced, told, volumes }
}
/** 16-bit sound of so many milliseconds, at the loudspeaker's own rate. */
const sound = (ms: number, serial = 1) => ({
  serial,
  sampleRateHz: 1000,
  samples: new Uint8Array(ms * 2),
  volume: 0.7,
})

describe('what was kept, at the loudspeaker', () => {
  it('is told when it is heard, and when it has been', async () => {
    const { time, player, played, told } = open()
    player.play(sound(400))
    await time.advanceAsync(2000)
    expect(played[0]).toEqual({ startSample: 20, length: 400 })
    expect(told).toEqual([
      [1, 'started', 50],
      [1, 'ended', 450],
    ])
  })

  it('leaves no timer behind once it is stopped', async () => {
    const { time, player } = open()
    player.play(sound(60_000))
    await time.advanceAsync(1000)
    player.stop()
    expect(time.waiting).toBe(0)
  })

  it('keeps the microphone from being heard from its beginning until the room is still', async () => {
    const { time, player } = open()
    expect(player.deafens(0)).toBe(false)
    player.play(sound(400))
    await time.advanceAsync(1)
    expect([10, 449, 800, 849].map((atMs) => player.deafens(atMs))).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(player.deafens(851)).toBe(false)
  })

  it('lets whoever stops it be heard at once', async () => {
    const { time, player, silenced, told } = open()
    player.play(sound(4000))
    await time.advanceAsync(1000)
    player.stop()
    expect(silenced).toEqual([1000])
    expect(told.at(-1)).toEqual([1, 'ended', 1000])
    expect([player.deafens(1070), player.deafens(1090)]).toEqual([true, false])
    await time.advanceAsync(60_000)
    expect(told).toHaveLength(2)
  })

  it('plays one at a time', async () => {
    const { time, player, silenced, told } = open()
    player.play(sound(4000, 1))
    await time.advanceAsync(1000)
    player.play(sound(400, 2))
    await time.advanceAsync(2000)
    expect(silenced).toEqual([1000])
    expect(told.map(([serial, state]) => `${serial} ${state}`)).toEqual([
      '1 started',
      '1 ended',
      '2 started',
      '2 ended',
    ])
    player.stop(1)
    expect(told).toHaveLength(4)
  })

  it('is as loud as the settings say while it plays, also where answers are only shown', async () => {
    const { time, player, volumes } = open()
    player.play(sound(400))
    expect(volumes).toEqual([0.7])
    await time.advanceAsync(1000)
    expect(volumes).toEqual([0.7, null])
  })

  it('has ended where the loudspeaker does not start', async () => {
    const { time, player, told } = open(() => Promise.reject(new Error('no device')))
    player.play(sound(400))
    await time.advanceAsync(1000)
    expect(told.map(([, state]) => state)).toEqual(['ended'])
    expect(player.deafens(500)).toBe(false)
  })

  it('is not heard where it was stopped before it began', async () => {
    const { time, player, played, told } = open()
    player.play(sound(400))
    player.stop()
    await time.advanceAsync(1000)
    expect(played).toEqual([])
    expect(told.map(([, state]) => state)).toEqual(['ended'])
  })
})
