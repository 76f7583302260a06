import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EngineModel } from '../../electron/contracts/workers.ts'
import type { SpeechSynthesizer, SynthesizedAudio } from '../../electron/engines/ports.ts'
import { openSynthesizer } from '../../electron/engines/tts/registry.ts'
import { skipAllBecause } from '../support/skip-because.ts'
import { openRecognizer } from '../../electron/engines/stt/registry.ts'
import { resample } from '../../electron/engines/sound-files/resample.ts'
import {
  KOKORO,
  KOKORO_CHINESE,
  missingFile,
  MOONSHINE,
  PIPER,
  SPEECH_PAIRS,
  startToneProvider,
  WHISPER,
} from './speech-models.ts'
import type { FaultyProvider } from '../support/providers/faulty-provider.ts'
import { wordErrorRate } from './word-errors.ts'
import { NO_REPORT } from '../support/engine-line.ts'

const voices = [
  ...SPEECH_PAIRS.slice(0, 3).map(({ name, voice, at }) => ({ name, voice, at })),
  { name: KOKORO.id, voice: KOKORO, at: undefined },
]

const loudest = (samples: Float32Array) =>
  samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)

describe.each(voices)('text to speech with $name', ({ voice: model, at }) => {
  const missing = missingFile(model)
  let voice: SpeechSynthesizer
  let provider: FaultyProvider | null = null

  const say = async (text: string, speed = 1, abort = new AbortController(), stopAt = Infinity) => {
    const pieces: SynthesizedAudio[] = []
    for await (const piece of voice.synthesize(text, { speed, signal: abort.signal })) {
      pieces.push(piece)
      if (pieces.length === stopAt) abort.abort()
    }
    const seconds = pieces.reduce(
      (sum, { samples, sampleRateHz }) => sum + samples.length / sampleRateHz,
      0,
    )
    return { pieces, seconds }
  }

  beforeAll(async () => {
    if (missing !== null) return
    provider = at === undefined ? null : await startToneProvider()
    voice = await openSynthesizer(at?.(provider?.baseUrl ?? '').voice ?? model, NO_REPORT)
  })
  afterAll(async () => {
    await voice?.dispose()
    await provider?.close()
  })

  skipAllBecause(missing)

  it('says a clause that can be heard and is not overdriven', async () => {
    const { pieces, seconds } = await say('The moon is far away from the earth.')
    expect(seconds).toBeGreaterThan(1)
    expect(seconds).toBeLessThan(5)
    const peak = Math.max(...pieces.map(({ samples }) => loudest(samples)))
    expect(peak).toBeGreaterThan(0.1)
    expect(peak).toBeLessThanOrEqual(1)
  })

  it('begins with sound, not with silence', async () => {
    const { pieces } = await say('Hello there.')
    const first = pieces[0]
    const lead = first?.samples.findIndex((sample) => Math.abs(sample) > 0.01) ?? -1
    expect((lead / (first?.sampleRateHz ?? 1)) * 1000).toBeLessThan(40)
    expect(lead).toBeGreaterThanOrEqual(0)
  })

  it('says sentences in pieces, in order, of one sampling rate', async () => {
    const { pieces } = await say('This is the first. This is the second. And this is the third.')
    expect(pieces.length).toBeGreaterThanOrEqual(3)
    expect(new Set(pieces.map(({ sampleRateHz }) => sampleRateHz)).size).toBe(1)
  })

  it('ends early, without an error, when it is stopped between pieces', async () => {
    const text = 'This is the first. This is the second. And this is the third.'
    const { pieces } = await say(text, 1, new AbortController(), 1)
    expect(pieces).toHaveLength(1)
  })

  it('says nothing when it was stopped before it began', async () => {
    const abort = new AbortController()
    abort.abort()
    expect((await say('Never mind.', 1, abort)).pieces).toEqual([])
  })

  it('serves the next clause after one that was stopped', async () => {
    await say('One. Two. Three.', 1, new AbortController(), 1)
    expect((await say('Four.')).seconds).toBeGreaterThan(0.1)
  })

  it.each(['', ' \n', '...', '—'])('makes no sound of %j', async (text) => {
    expect((await say(text)).seconds).toBeLessThan(0.25)
  })
})

describe('the Piper voice', () => {
  skipAllBecause(missingFile(PIPER))

  it('speaks faster and slower as it is told', async () => {
    // Without variation a text takes the same time whenever it is said.
    const voice = await openSynthesizer(
      { ...PIPER, options: { ...PIPER.options, variation: 0 } },
      NO_REPORT,
    )
    const secondsAt = async (speed: number) => {
      let seconds = 0
      const { signal } = new AbortController()
      const text = 'This is the pace of my voice today.'
      for await (const { samples, sampleRateHz } of voice.synthesize(text, { speed, signal })) {
        seconds += samples.length / sampleRateHz
      }
      return seconds
    }
    const usual = await secondsAt(1)
    expect(await secondsAt(1.5)).toBeLessThan(usual * 0.85)
    expect(await secondsAt(0.75)).toBeGreaterThan(usual * 1.15)
  })
})

describe('the voices of Kokoro', () => {
  /** What `ear` hears of a text that `voice` says. */
  const heard = async (voice: EngineModel, text: string, ear: EngineModel): Promise<string> => {
    const synthesizer = await openSynthesizer(voice, NO_REPORT)
    const parts: Float32Array[] = []
    const { signal } = new AbortController()
    for await (const piece of synthesizer.synthesize(text, { speed: 1, signal })) {
      parts.push(resample(piece.samples, piece.sampleRateHz, 16_000))
    }
    const sound = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0))
    let at = 0
    for (const part of parts) {
      sound.set(part, at)
      at += part.length
    }
    return (await openRecognizer(ear, NO_REPORT)).transcribe(sound, 'final')
  }
  const withVoice = (voice: string): EngineModel => ({
    ...KOKORO,
    options: { ...KOKORO.options, voice },
  })

  describe('in English', () => {
    skipAllBecause(missingFile(KOKORO, MOONSHINE))
    it.each(['af_heart', 'am_michael', 'bf_emma'])('are understood: %s', async (voice) => {
      const text = 'The moon is far away from the earth, but people have walked on it.'
      expect(wordErrorRate(text, await heard(withVoice(voice), text, MOONSHINE))).toBeLessThan(0.1)
    })
  })

  describe('in other languages', () => {
    skipAllBecause(missingFile(KOKORO, WHISPER))
    it.each([
      ['ef_dora', 'es', 'La luna está muy lejos de la tierra.'],
      ['ff_siwis', 'fr', 'La lune est très loin de la terre.'],
      ['pf_dora', 'pt', 'A lua está muito longe da terra.'],
    ])('are understood: %s', async (voice, language, text) => {
      const ear = { ...WHISPER, options: { language } }
      expect(wordErrorRate(text, await heard(withVoice(voice), text, ear))).toBeLessThan(0.3)
    })
  })

  describe('in Chinese', () => {
    skipAllBecause(missingFile(KOKORO_CHINESE, WHISPER))
    it('are understood, characters that Whisper makes of two tokens among them', async () => {
      const ear = { ...WHISPER, options: { language: 'zh' } }
      const said = '今天天气很好，我们一起去公园散步吧。'
      expect(await heard(KOKORO_CHINESE, said, ear)).toMatch(/公[园園]散步/u)
    })
  })

  it('refuse to be one that Kokoro does not have', async () => {
    await expect(openSynthesizer(withVoice('zf_xiaobei'), NO_REPORT)).rejects.toMatchObject({
      error: { code: 'tts.failed' },
    })
  })
})

describe('a voice that cannot be had', () => {
  it('names a model file that is missing', async () => {
    const model = { ...PIPER, files: { ...PIPER.files, model: '/nowhere/model.onnx' } }
    await expect(openSynthesizer(model, NO_REPORT)).rejects.toMatchObject({
      error: { code: 'tts.model-missing' },
    })
  })

  it('refuses an engine nobody knows', async () => {
    await expect(openSynthesizer({ ...PIPER, engine: 'parrot' }, NO_REPORT)).rejects.toMatchObject({
      error: { code: 'tts.failed' },
    })
  })
})
