import { array, assert, constantFrom, integer, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toDuck, toRestore, type OtherStream } from '../../../electron/core/devices/duck-others.ts'
import { createDuckOthers } from '../../../electron/main/sound/duck-others.ts'
import { streamsIn } from '../../../electron/main/sound/pulse-streams.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

const music = (changes: Partial<OtherStream> = {}): OtherStream => ({
  index: 7,
  pid: '100',
  kind: 'sink-input-by-application-name:Music',
  role: 'music',
  volumes: [65536, 50000],
  isMuted: false,
  ...changes,
})
const OURS = new Set(['1', '2'])

/** A sound server with what plays on it, and a file that outlives the run. */
const server = (streams: OtherStream[] = [music()]) => {
  const state = { streams, isGone: false }
  const file = { store: {} as Record<string, unknown> }
  const time = new VirtualTime()
  const told: string[] = []
  const run = () =>
    createDuckOthers({
      sound: {
        list: () =>
          state.isGone
            ? Promise.reject(new Error('no such program'))
            : Promise.resolve(state.streams),
        setVolumes: (index, volumes) => {
          state.streams = state.streams.map((stream) =>
            stream.index === index ? { ...stream, volumes } : stream,
          )
          return Promise.resolve()
        },
      },
      ownPids: () => OURS,
      file,
      clock: time.clock,
      onUnavailable: () => void told.push('unavailable'),
    })
  const volumes = () => state.streams.map((stream) => stream.volumes)
  return { state, file, time, told, run, volumes }
}

describe('what other programs play', () => {
  it('is lowered, all its channels alike, but for ours, calls, and what cannot be heard', () => {
    const lowered = toDuck(
      [
        music(),
        music({ index: 8, pid: '2' }),
        music({ index: 9, role: 'phone' }),
        music({ index: 10, isMuted: true }),
        music({ index: 11, volumes: [0, 0] }),
      ],
      OURS,
      [],
    )
    expect(lowered.map(({ index, ducked }) => [index, ducked])).toEqual([[7, [26214, 20000]]])
  })

  it('is never raised above what it was, and lowered once', () => {
    const streams = array(
      record({
        index: integer({ min: 0, max: 5 }),
        pid: constantFrom('1', '100', '200'),
        kind: constantFrom('', 'a', 'b'),
        role: constantFrom('', 'music'),
        volumes: array(integer({ min: 0, max: 70_000 }), { minLength: 1, maxLength: 2 }),
        isMuted: constantFrom(true, false),
      }),
      { maxLength: 6 },
    )
    assert(
      property(streams, (all) => {
        const lowered = toDuck(all, OURS, [])
        for (const { before, ducked } of lowered) {
          for (const [channel, volume] of ducked.entries()) {
            expect(volume).toBeLessThanOrEqual(before[channel] ?? 0)
          }
        }
        expect(toDuck(all, OURS, lowered)).toEqual([])
      }),
    )
  })

  it('is as before afterwards, to the number', async () => {
    const { run, time, volumes } = server()
    const ducking = run()
    ducking.want(true)
    await time.advanceAsync(0)
    expect(volumes()).toEqual([[26214, 20000]])
    ducking.want(false)
    await time.advanceAsync(100)
    // Between two turns nothing goes up and down.
    expect(volumes()).toEqual([[26214, 20000]])
    await time.advanceAsync(2000)
    expect(volumes()).toEqual([[65536, 50000]])
    await ducking.dispose()
  })

  it('that somebody turned up or down meanwhile stays so', async () => {
    const { run, time, state, volumes } = server()
    const ducking = run()
    ducking.want(true)
    await time.advanceAsync(0)
    state.streams = [music({ volumes: [40000, 40000] })]
    ducking.want(false)
    await time.advanceAsync(2000)
    expect(volumes()).toEqual([[40000, 40000]])
    await ducking.dispose()
  })

  it('that begins meanwhile is lowered, too', async () => {
    const { run, time, state, volumes } = server([])
    const ducking = run()
    ducking.want(true)
    await time.advanceAsync(0)
    state.streams = [music()]
    await time.advanceAsync(1500)
    expect(volumes()).toEqual([[26214, 20000]])
    await ducking.dispose()
    expect(volumes()).toEqual([[65536, 50000]])
  })

  it('is given back at the next start after a crash', async () => {
    const { run, time, volumes } = server()
    run().want(true)
    await time.advanceAsync(0)
    expect(volumes()).toEqual([[26214, 20000]])
    const next = run()
    await time.advanceAsync(0)
    expect(volumes()).toEqual([[65536, 50000]])
    await next.dispose()
  })

  it('that ended while it was low is given back when the program plays again', async () => {
    const { run, time, state, volumes } = server()
    const ducking = run()
    ducking.want(true)
    await time.advanceAsync(0)
    state.streams = []
    ducking.want(false)
    await time.advanceAsync(2000)
    // The sound server remembers the volume of this kind of stream.
    state.streams = [music({ index: 12, pid: '101', volumes: [26214, 20000] })]
    const next = run()
    await time.advanceAsync(0)
    expect(volumes()).toEqual([[65536, 50000]])
    await next.dispose()
    await ducking.dispose()
  })

  it('is told once not to be reachable', async () => {
    const { run, time, state, told } = server()
    state.isGone = true
    const ducking = run()
    ducking.want(true)
    await time.advanceAsync(5000)
    expect(told).toEqual(['unavailable'])
    await ducking.dispose()
  })

  it('is not raised on a stream that only has the number of the one that was lowered', () => {
    const [lowered] = toDuck([music({ kind: '' })], OURS, [])
    expect(lowered).toBeDefined()
    const other = music({ pid: '300', kind: '', volumes: [26214, 20000] })
    expect(toRestore([other], lowered === undefined ? [] : [lowered]).restore).toEqual([])
  })

  it('is read from what pactl says', () => {
    const list = JSON.stringify([
      {
        index: 3,
        mute: false,
        volume: {
          'front-left': { value: 65536, value_percent: '100%', db: '0.00 dB' },
          'front-right': { value: 32768, value_percent: '50%', db: '-18.06 dB' },
        },
        properties: { 'application.process.id': '77', 'media.role': 'video' },
      },
    ])
    expect(streamsIn(list)).toEqual([
      { index: 3, pid: '77', kind: '', role: 'video', volumes: [65536, 32768], isMuted: false },
    ])
  })
})

it('what other programs play is left as it is where nobody could write down how loud it was', async () => {
  const { file, time, run, volumes } = server()
  Object.defineProperty(file, 'store', {
    get: () => ({}),
    set: () => {
      throw new Error('ENOSPC')
    },
  })
  const others = run()
  others.want(true)
  await time.advanceAsync(3000)
  expect(volumes()).toEqual([[65536, 50000]])
  await others.dispose()
})
