import { homedir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EngineModel } from '../../electron/contracts/workers.ts'
import { modelsFolder } from '../../electron/engines/models/cache-location.ts'
import type { TurnDetector } from '../../electron/engines/ports.ts'
import { openTurnDetector } from '../../electron/engines/turn/registry.ts'
import { clips } from '../unit/turn/clips.ts'
import { skipAllBecause } from '../support/skip-because.ts'
import { missingFile } from './speech-models.ts'

const folder = join(modelsFolder(process.env, process.platform, homedir()), 'smart-turn-v3.2')
const SMART_TURN: EngineModel = {
  id: 'smart-turn-v3.2',
  engine: 'smart-turn',
  files: { model: join(folder, 'smart-turn-v3.2-cpu.onnx') },
  options: {},
  threads: 1,
}
const SCRIPTED: EngineModel = {
  id: 'scripted-turns',
  engine: 'scripted',
  files: {},
  options: {},
  threads: 1,
}

describe.each([SCRIPTED, SMART_TURN])('turn detection with $id', (model) => {
  const missing = missingFile(model)
  skipAllBecause(missing)
  let detector: TurnDetector

  beforeAll(async () => {
    if (missing === null) detector = await openTurnDetector(model)
  })
  afterAll(async () => {
    await detector?.dispose()
  })

  it('takes a question that was asked to its end for complete', async () => {
    const sound = await clips(['capital-of-france'], 1600)
    expect(await detector.complete(sound)).toBeGreaterThan(0.5)
  })

  it.each([0, 1, 512, 16_000, 128_000, 200_000])(
    'gives a probability for %i samples of nothing',
    async (length) => {
      const probability = await detector.complete(new Float32Array(length))
      expect(probability).toBeGreaterThanOrEqual(0)
      expect(probability).toBeLessThanOrEqual(1)
    },
  )

  it('leaves the sound as it was', async () => {
    const sound = await clips(['days-in-a-week'])
    const before = sound.slice()
    await detector.complete(sound)
    expect(sound).toEqual(before)
  })

  it('answers questions that are asked at once, each', async () => {
    const sound = await clips(['spider-legs'], 1600)
    const probabilities = await Promise.all([1, 2, 3].map(() => detector.complete(sound)))
    expect(new Set(probabilities).size).toBe(1)
  })
})

describe('Smart Turn', () => {
  skipAllBecause(missingFile(SMART_TURN))

  it('gives the number that the reference gives', async () => {
    const detector = await openTurnDetector(SMART_TURN)
    // 0.98162 in onnxruntime for Python (tests/fixtures/turn). Its weights are integers, so that
    // another processor's way of multiplying them shows in the second place.
    const probability = await detector.complete(await clips(['capital-of-france'], 1600))
    expect(probability).toBeCloseTo(0.98162, 1)
    await detector.dispose()
  })

  it('hears that half a sentence is none', async () => {
    const detector = await openTurnDetector(SMART_TURN)
    const half = await clips(['pause-bees-and-honey.1'], 1600)
    expect(await detector.complete(half)).toBeLessThan(0.5)
    await detector.dispose()
  })
})

describe('a turn detector that cannot be had', () => {
  it('names a model file that is missing', async () => {
    const model = { ...SMART_TURN, files: { model: '/nowhere/model.onnx' } }
    await expect(openTurnDetector(model)).rejects.toMatchObject({
      error: { code: 'turn.model-missing' },
    })
  })

  it('says of a file that is no model that it is damaged', async () => {
    const model = { ...SMART_TURN, files: { model: import.meta.filename } }
    await expect(openTurnDetector(model)).rejects.toMatchObject({
      error: { code: 'model.damaged' },
    })
  })

  it('refuses an engine nobody knows', async () => {
    await expect(openTurnDetector({ ...SMART_TURN, engine: 'oracle' })).rejects.toMatchObject({
      error: { code: 'turn.failed' },
    })
  })
})
