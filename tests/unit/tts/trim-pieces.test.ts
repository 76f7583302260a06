import { describe, expect, it } from 'vitest'
import { pauseAfterMs } from '../../../electron/engines/tts/silence.ts'
import { trimPieces } from '../../../electron/engines/tts/trim-pieces.ts'

const RATE_HZ = 1000

/** Runs of a level: at 1 kHz one sample is one millisecond. */
const runs = (...given: readonly (readonly [level: number, ms: number])[]): Float32Array =>
  Float32Array.from(given.flatMap(([level, ms]) => Array.from({ length: ms }, () => level)))

const trim = async (pieces: readonly Float32Array[], pauseMs = 100) => {
  const output: Float32Array[] = []
  const source = (async function* () {
    for (const samples of pieces) yield { samples, sampleRateHz: RATE_HZ }
  })()
  for await (const { samples } of trimPieces(source, pauseMs)) output.push(samples)
  return output
}

const lengths = (pieces: readonly Float32Array[]) => pieces.map(({ length }) => length)

describe('trimPieces', () => {
  it('takes off leading silence but for 10 ms, and makes the pause behind it as long as wished', async () => {
    const output = await trim([runs([0, 60], [0.5, 300], [0, 400])])
    expect(lengths(output)).toEqual([310, 100])
  })

  it('lengthens a pause that is too short', async () => {
    expect(lengths(await trim([runs([0.5, 300], [0, 20])]))).toEqual([300, 100])
  })

  it('cuts nothing off sound that begins and ends at once', async () => {
    const [sound] = await trim([runs([0.5, 300])])
    expect(sound).toHaveLength(300)
  })

  it('keeps the silence between two pieces, whatever piece it comes with', async () => {
    const output = await trim([
      runs([0, 50], [0.5, 100], [0, 80]),
      runs([0, 30], [0.5, 100], [0, 200]),
    ])
    expect(lengths(output)).toEqual([110, 80 + 30 + 100, 100])
  })

  it('hands on the first piece before the second is asked for', async () => {
    let asked = 0
    const source = (async function* () {
      asked = 1
      yield { samples: runs([0.5, 100]), sampleRateHz: RATE_HZ }
      asked = 2
      yield { samples: runs([0.5, 100]), sampleRateHz: RATE_HZ }
    })()
    for await (const piece of trimPieces(source, 100)) {
      expect(piece.samples).toHaveLength(100)
      break
    }
    expect(asked).toBe(1)
  })

  it('says nothing where there is nothing to hear', async () => {
    expect(await trim([runs([0, 500]), runs([0, 500])])).toEqual([])
  })
})

describe('pauseAfterMs', () => {
  it('pauses longer behind a sentence than behind a comma or in the middle', () => {
    expect(pauseAfterMs('That is all.')).toBeGreaterThan(pauseAfterMs('That is all,'))
    expect(pauseAfterMs('“Is it?” ')).toBe(pauseAfterMs('Is it?'))
    expect(pauseAfterMs('and then')).toBe(pauseAfterMs('and then,'))
    expect(pauseAfterMs('你好。')).toBe(pauseAfterMs('Hello.'))
  })
})
