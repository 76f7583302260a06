import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FRAME_SAMPLES } from '../../../electron/contracts/audio.ts'
import { UtteranceLedger } from '../../../renderer/audio/utterances/utterance-ledger.ts'

const sound = (value: number) => Float32Array.of(value)

const replayed = (ledger: UtteranceLedger) =>
  [...ledger.replay()].map((message) =>
    message.type === 'frame'
      ? `${message.utterance}:${message.index}=${message.samples[0]}`
      : `${message.type} ${message.utterance}`,
  )

describe('utterance ledger', () => {
  it('replays every utterance that is not dropped, each from its first frame', () => {
    const ledger = new UtteranceLedger(100)
    ledger.open(1)
    ledger.append(1, sound(10))
    ledger.append(1, sound(11))
    ledger.open(2)
    ledger.append(2, sound(20))
    expect(replayed(ledger)).toEqual([
      'utterance-open 1',
      '1:0=10',
      '1:1=11',
      'utterance-open 2',
      '2:0=20',
    ])
    ledger.drop(1)
    expect(replayed(ledger)).toEqual(['utterance-open 2', '2:0=20'])
  })

  it('takes no frame of an utterance that is not open', () => {
    const ledger = new UtteranceLedger(100)
    expect(ledger.append(1, sound(1))).toBeNull()
    ledger.open(1)
    ledger.drop(1)
    expect(ledger.append(1, sound(1))).toBeNull()
    expect(ledger.drop(1)).toBe(false)
  })

  it('lets the oldest utterance go whole when the room runs out', () => {
    const ledger = new UtteranceLedger(3)
    ledger.open(1)
    ledger.append(1, sound(1))
    ledger.append(1, sound(2))
    ledger.open(2)
    ledger.append(2, sound(3))
    expect(ledger.append(2, sound(4))).toBe(1)
    expect(replayed(ledger)).toEqual(['utterance-open 2', '2:0=3', '2:1=4'])
  })

  it('refuses more of an utterance that fills it alone', () => {
    const ledger = new UtteranceLedger(2)
    ledger.open(1)
    expect([1, 2, 3].map((value) => ledger.append(1, sound(value)))).toEqual([0, 1, null])
  })

  it('gives the newest samples of an utterance, across frames, and a copy of them', () => {
    const ledger = new UtteranceLedger(10)
    ledger.open(1)
    const frames = [0, 1, 2].map((frame) =>
      Float32Array.from({ length: FRAME_SAMPLES }, (_, n) => frame * FRAME_SAMPLES + n),
    )
    for (const frame of frames) ledger.append(1, frame)
    const all = frames.flatMap((frame) => [...frame])
    for (const count of [0, 1, 511, 512, 513, 1536]) {
      expect([...ledger.newest(1, count)]).toEqual(all.slice(all.length - count))
    }
    expect([...ledger.newest(1, 9999)]).toEqual(all)
    expect(ledger.newest(2, 100)).toHaveLength(0)
    ledger.newest(1, 9999).fill(-1)
    expect([...ledger.newest(1, 9999)]).toEqual(all)
  })

  it('stays within its bound and never replays a part, whatever is done to it', () => {
    const action = fc.record({
      kind: fc.constantFrom('open', 'append', 'append', 'append', 'drop'),
      utterance: fc.integer({ min: 1, max: 4 }),
    })
    fc.assert(
      fc.property(fc.array(action, { maxLength: 80 }), (actions) => {
        const ledger = new UtteranceLedger(7)
        for (const { kind, utterance } of actions) {
          if (kind === 'open') ledger.open(utterance)
          else if (kind === 'drop') ledger.drop(utterance)
          else ledger.append(utterance, sound(0))
        }
        const frames = [...ledger.replay()].filter((message) => message.type === 'frame')
        expect(frames.length).toBeLessThanOrEqual(7)
        for (const utterance of [1, 2, 3, 4]) {
          const indices = frames
            .filter((frame) => frame.utterance === utterance)
            .map((frame) => frame.index)
          expect(indices).toEqual(indices.map((_, position) => position))
        }
      }),
    )
  })
})
