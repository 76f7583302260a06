import { homedir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EngineModel } from '../../electron/contracts/workers.ts'
import { likeness } from '../../electron/core/voices/likeness.ts'
import { modelsFolder } from '../../electron/engines/models/cache-location.ts'
import type { SpeakerEncoder } from '../../electron/engines/ports.ts'
import { openSpeakerEncoder } from '../../electron/engines/speaker/registry.ts'
import { skipAllBecause } from '../support/skip-because.ts'
import { clips } from '../unit/turn/clips.ts'
import { missingFile, scripted } from './speech-models.ts'

const RATE_HZ = 16_000
const folder = join(modelsFolder(process.env, process.platform, homedir()), 'campplus-zh-en')
const CAMPPLUS: EngineModel = {
  id: 'campplus-zh-en',
  engine: 'sherpa-speaker',
  files: { model: join(folder, 'model.onnx') },
  options: {},
  threads: 1,
}

/** Half a second after the other, on and off. */
const tone = (hz: number, seconds: number): Float32Array =>
  Float32Array.from(
    { length: seconds * RATE_HZ },
    (_, at) => 0.2 * Math.sin((2 * Math.PI * hz * at) / RATE_HZ),
  )

interface Voices {
  readonly model: EngineModel
  /** Two sounds of one voice, and one of another. */
  readonly sounds: () => Promise<readonly [Float32Array, Float32Array, Float32Array]>
}

const VOICES: readonly Voices[] = [
  {
    model: scripted('scripted-speaker'),
    sounds: () => Promise.resolve([tone(220, 1), tone(220, 3), tone(440, 2)] as const),
  },
  {
    model: CAMPPLUS,
    sounds: () =>
      Promise.all([
        clips(['spider-legs']),
        clips(['largest-ocean']),
        clips(['robot-spider-legs']),
      ] as const),
  },
]

describe.each(VOICES)('a speaker encoder, $model.id', ({ model, sounds }) => {
  const missing = missingFile(model)
  skipAllBecause(missing)
  let encoder: SpeakerEncoder

  beforeAll(async () => {
    if (missing === null) encoder = await openSpeakerEncoder(model)
  })
  afterAll(async () => {
    await encoder?.dispose()
  })

  const voiceOf = async (samples: Float32Array): Promise<Float32Array> => {
    const voice = await encoder.encode(samples)
    if (voice === null) throw new Error('no voice in it')
    return voice
  }

  it('finds one voice saying two things nearer than two voices saying one', async () => {
    const [first, second, other] = await sounds()
    const [one, same, another] = [
      await voiceOf(first),
      await voiceOf(second),
      await voiceOf(other),
    ] as const
    expect(likeness(one, same)).toBeGreaterThan(likeness(one, another) + 0.2)
  })

  it('gives vectors of length 1, the same for the same sound', async () => {
    const [sound] = await sounds()
    const [voice, again] = [await voiceOf(sound), await voiceOf(sound)] as const
    expect(Math.hypot(...voice)).toBeCloseTo(1, 5)
    expect([...again]).toEqual([...voice])
  })

  it.each([0, 1, 512, 4000])('hears no voice in %i samples', async (length) => {
    expect(await encoder.encode(tone(220, 1).subarray(0, length))).toBeNull()
  })

  it('leaves the sound as it was', async () => {
    const [sound] = await sounds()
    const before = sound.slice()
    await encoder.encode(sound)
    expect(sound).toEqual(before)
  })

  it('knows a voice however loud it is', async () => {
    const [sound] = await sounds()
    const quiet = sound.map((sample) => sample / 8)
    expect(likeness(await voiceOf(sound), await voiceOf(quiet))).toBeGreaterThan(0.98)
  })
})

describe('a speaker encoder that cannot be had', () => {
  it('names a model file that is missing', async () => {
    const model = { ...CAMPPLUS, files: { model: '/nowhere/model.onnx' } }
    await expect(openSpeakerEncoder(model)).rejects.toMatchObject({
      error: { code: 'voices.model-missing' },
    })
  })

  it('says of a file that is no model that it is damaged, and ends no process', async () => {
    const model = { ...CAMPPLUS, files: { model: import.meta.filename } }
    await expect(openSpeakerEncoder(model)).rejects.toMatchObject({
      error: { code: 'model.damaged' },
    })
  })

  it('refuses an engine nobody knows', async () => {
    await expect(openSpeakerEncoder({ ...CAMPPLUS, engine: 'oracle' })).rejects.toMatchObject({
      error: { code: 'voices.failed' },
    })
  })
})
