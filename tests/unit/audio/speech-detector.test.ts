import { describe, expect, it } from 'vitest'
import {
  SpeechDetector,
  type SpeechModel,
} from '../../../renderer/audio/detection/speech-detector.ts'
import { createSilenceGate } from '../../../renderer/audio/detection/silence-gate.ts'
import { frameOf } from './frames.ts'

const settle = () => new Promise((resolve) => setImmediate(resolve))

/** A model that remembers how many frames it saw since its memory was emptied. */
const countingModel = () => {
  const seen: number[] = []
  let remembered = 0
  const model: SpeechModel = {
    reset: () => {
      remembered = 0
    },
    probability: async (samples) => {
      await Promise.resolve()
      seen.push(samples[0] ?? 0)
      remembered++
      return remembered
    },
  }
  return { model, seen }
}

const detect = (load: () => Promise<SpeechModel>) => {
  const answers: [sequence: number, probability: number][] = []
  const failures: string[] = []
  const recoveries: number[] = []
  const detector = new SpeechDetector(
    load,
    (frame, probability) => answers.push([frame.sequence, probability]),
    ({ code, detail }) => failures.push(`${code}: ${detail}`),
    () => recoveries.push(answers.length),
  )
  return { detector, answers, failures, recoveries }
}

describe('speech detector', () => {
  it('judges frames one after another, in their order, also those that came before the model', async () => {
    const { model } = countingModel()
    const { detector, answers } = detect(async () => model)
    for (let sequence = 0; sequence < 4; sequence++) detector.push(frameOf(sequence))
    await settle()
    expect(answers).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
    ])
  })

  it('says nothing of earlier frames after a reset, and begins with an empty memory', async () => {
    const { model } = countingModel()
    const { detector, answers } = detect(async () => model)
    detector.push(frameOf(0))
    detector.push(frameOf(1))
    detector.reset()
    detector.push(frameOf(2))
    await settle()
    expect(answers).toEqual([[2, 1]])
  })

  it('drops the answer that a reset overtakes', async () => {
    const { model } = countingModel()
    const { detector, answers } = detect(async () => model)
    detector.push(frameOf(0))
    await settle()
    detector.push(frameOf(1))
    await Promise.resolve()
    detector.reset()
    await settle()
    detector.push(frameOf(2))
    await settle()
    expect(answers).toEqual([
      [0, 1],
      [2, 1],
    ])
  })

  it('goes on with the next frame when the model fails on one', async () => {
    const { detector, answers, failures } = detect(async () => ({
      reset: () => undefined,
      probability: async (samples) => {
        if (samples[0] === 1) throw new Error('bad frame')
        return 0.5
      },
    }))
    detector.push(frameOf(0))
    detector.push(frameOf(1, 1))
    detector.push(frameOf(2))
    await settle()
    expect(answers.map(([sequence]) => sequence)).toEqual([0, 2])
    expect(failures).toHaveLength(1)
  })

  it('reports a model that does not load once, and tries again for the next utterance', async () => {
    const { model } = countingModel()
    let loads = 0
    const { detector, answers, failures } = detect(async () => {
      loads++
      if (loads === 1) throw new Error('not found')
      return model
    })
    for (let sequence = 0; sequence < 3; sequence++) {
      detector.push(frameOf(sequence))
      await settle()
    }
    expect([loads, answers.length]).toEqual([1, 0])
    expect(failures).toEqual(['audio.detection-failed: Error: not found'])
    detector.reset()
    detector.push(frameOf(3))
    await settle()
    expect(answers).toEqual([[3, 1]])
  })

  it('tries a model again that did not load, though nobody begins anything anew', async () => {
    const { model } = countingModel()
    let loads = 0
    const { detector, answers, failures, recoveries } = detect(async () => {
      loads++
      if (loads === 1) throw new Error('not found')
      return model
    })
    for (let sequence = 0; sequence < 400; sequence++) {
      detector.push(frameOf(sequence, 0.1))
      await settle()
    }
    expect([loads, failures.length]).toEqual([2, 1])
    expect(answers.length).toBeGreaterThan(80)
    expect(recoveries).toEqual([30])
  })

  it('says that a fault is over after a second without one, and only then', async () => {
    let isBad = true
    const { detector, recoveries } = detect(async () => ({
      reset: () => undefined,
      probability: async () => {
        if (isBad) throw new Error('bad frame')
        return 0.5
      },
    }))
    const push = async (count: number): Promise<void> => {
      for (let sequence = 0; sequence < count; sequence++) detector.push(frameOf(sequence, 0.1))
      await settle()
    }
    await push(5)
    isBad = false
    await push(30)
    expect(recoveries).toEqual([])
    await push(40)
    expect(recoveries).toHaveLength(1)
  })

  it('lets the model rest in long silence and answers that there is no speech', async () => {
    const { model, seen } = countingModel()
    const { detector, answers } = detect(async () => model)
    for (let sequence = 0; sequence < 100; sequence++) detector.push(frameOf(sequence, 0))
    await settle()
    expect(answers).toHaveLength(100)
    expect(answers.at(-1)).toEqual([99, 0])
    expect(seen.length).toBeLessThan(20)
  })
})

describe('silence gate', () => {
  const shown = (loudness: readonly number[]) => {
    const gate = createSilenceGate()
    return loudness.map((level, sequence) =>
      gate(frameOf(sequence, level)).map((frame) => frame.sequence),
    )
  }

  it('shows the pause after a word, and no more', () => {
    const frames = shown([0.1, ...Array.from({ length: 40 }, () => 0)])
    expect(frames.slice(0, 13).every((frame) => frame.length === 1)).toBe(true)
    expect(frames.slice(13).every((frame) => frame.length === 0)).toBe(true)
  })

  it('shows the silence right before a sound first, in order and once', () => {
    const frames = shown([...Array.from({ length: 40 }, () => 0), 0.1, 0.1])
    expect(frames.at(-2)).toEqual([37, 38, 39, 40])
    expect(frames.at(-1)).toEqual([41])
  })
})
