import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MICROPHONE_SAMPLE_RATE_HZ } from '../../electron/contracts/audio.ts'
import type { EngineModel } from '../../electron/contracts/workers.ts'
import type { PhraseDetector, PhraseFound } from '../../electron/engines/ports.ts'
import { speakInTones } from '../../electron/engines/tone-speech.ts'
import { WAKE_SCORES, type WakeRequest } from '../../electron/contracts/wake.ts'
import { openPhraseDetector } from '../../electron/engines/wake/registry.ts'
import { skipAllBecause } from '../support/skip-because.ts'
import { babble } from '../support/sound-lab/others.ts'
import { audiblePart } from '../support/sound-lab/play.ts'
import { resample } from '../support/sound-lab/resample.ts'
import { joinSounds, levelDb, silence, type Sound } from '../support/sound-lab/sound.ts'
import { mix, music, pinkNoise, whiteNoise } from '../support/sound-lab/sounds.ts'
import { sayAs } from '../support/sound-lab/voices.ts'
import { KOKORO, missingFile, MOONSHINE, PIPER, scripted } from './speech-models.ts'

const RATE_HZ = MICROPHONE_SAMPLE_RATE_HZ
/** As the wake worker cuts what is heard. */
const PIECE = Math.round(1.8 * RATE_HZ)
const HOP = Math.round(0.45 * RATE_HZ)

const quiet = (seconds: number) => silence(seconds, RATE_HZ)
const at16k = (sound: Sound): Sound => resample(sound, RATE_HZ)

/** What the wake worker asks while this is heard: piece after piece, and at the pause behind it. */
const asked = async (
  detector: PhraseDetector,
  sound: Sound,
): Promise<readonly (PhraseFound | null)[]> => {
  const { samples } = joinSounds([quiet(0.4), sound, quiet(0.15)])
  const found: (PhraseFound | null)[] = []
  for (let end = 2 * HOP; end < samples.length; end += HOP) {
    found.push(await detector.find(samples.slice(Math.max(0, end - PIECE), end), false))
  }
  found.push(await detector.find(samples.slice(-PIECE), true))
  return found
}

const bestScore = async (detector: PhraseDetector, sound: Sound): Promise<number> =>
  Math.max(0, ...(await asked(detector, sound)).map((found) => found?.score ?? 0))

interface Subject {
  readonly name: string
  readonly model: EngineModel
  /** What must be there beside the model: voices. */
  readonly needs: readonly EngineModel[]
  readonly voices: readonly string[]
  readonly speeds: readonly number[]
  readonly say: (voice: string, text: string, speed?: number) => Promise<Sound>
  /** How far noise may come up to the voice, dB. */
  readonly noiseBelowDb: number
}

const SUBJECTS: readonly Subject[] = [
  {
    name: 'the scripted fake',
    model: scripted('scripted-wake'),
    needs: [],
    voices: ['tones'],
    speeds: [1],
    say: async (_voice, text) => ({ samples: speakInTones(text, RATE_HZ), sampleRateHz: RATE_HZ }),
    noiseBelowDb: 35,
  },
  {
    name: 'Moonshine tiny',
    model: MOONSHINE,
    needs: [PIPER],
    voices: ['piper:joe', 'piper:jo'],
    speeds: [0.8, 1, 1.25],
    say: sayAs,
    noiseBelowDb: 10,
  },
]

const PHRASES = ['Hey Warbler', 'Okay Zephyr'] as const
/** What sounds nearer still ("Okay Jeffrey") wakes it now and then: `npm run bench -- wake` says how often. */
const NEAR = ['Hey Wanda, how are you?', 'They were blurred.', 'Hey Barbara!', 'Okay, seven.']
const PROSE = ['Hey, what are you doing with that marmalade? Nobody likes it.']

type LoadRequest = Extract<WakeRequest, { readonly type: 'load' }>

const loadOf = (recognizer: EngineModel, phrases: readonly string[]): LoadRequest => ({
  type: 'load',
  groups: [{ recognizer, phrases }],
  sensitivity: 'balanced',
  talkPath: null,
})

describe.each(SUBJECTS)('waiting for a phrase with $name', (subject) => {
  const missing = missingFile(subject.model, ...subject.needs)
  skipAllBecause(missing)
  const { say, voices, speeds } = subject
  const [voice = ''] = voices
  let detector: PhraseDetector

  beforeAll(async () => {
    if (missing !== null) return
    detector = await openPhraseDetector(loadOf(subject.model, PHRASES))
  })
  afterAll(async () => {
    await detector?.dispose()
  })

  const said = PHRASES.flatMap((phrase) => voices.map((voice) => ({ phrase, voice })))

  it.each(said)('finds "$phrase" by $voice, however fast', async ({ phrase, voice }) => {
    for (const speed of speeds) {
      const best = await bestScore(detector, await say(voice, `${phrase}.`, speed))
      expect(best, `at ${speed}`).toBeGreaterThanOrEqual(WAKE_SCORES.balanced)
    }
  })

  it.each(said)('finds "$phrase" by $voice before a question', async ({ phrase, voice }) => {
    const sound = await say(voice, `${phrase}, what time is it?`)
    const best = (await asked(detector, sound))
      .filter((found) => found !== null)
      .toSorted((one, other) => other.score - one.score)[0]
    expect(best?.score).toBeGreaterThanOrEqual(WAKE_SCORES.balanced)
    expect(best?.phrase).toBe(phrase)
  })

  it.each(PHRASES)('finds "%s" in noise', async (phrase) => {
    const clean = joinSounds([quiet(0.2), await say(voice, `${phrase}.`), quiet(0.2)])
    const seconds = clean.samples.length / RATE_HZ
    const level = levelDb(clean.samples) - subject.noiseBelowDb
    const noises: readonly Sound[] = [
      at16k(whiteNoise(seconds, level)),
      at16k(pinkNoise(seconds, level)),
      at16k(music(seconds, level)),
      // Of people who talk tones make nothing.
      ...(subject.needs.length === 0 ? [] : [await babble(seconds, level)]),
    ]
    let heard = 0
    for (const noise of noises) {
      const best = await bestScore(detector, mix(clean, noise))
      if (best >= WAKE_SCORES.eager) heard += 1
    }
    // Nine of ten, over all voices (`npm run bench -- wake`).
    expect(heard).toBeGreaterThanOrEqual(noises.length - 1)
  })

  it('finds it wherever in a piece it lies', async () => {
    const phrase = await say(voice, 'Hey Warbler.')
    const room = PIECE - phrase.samples.length
    for (const share of [0, 0.25, 0.5, 0.75, 1]) {
      const samples = new Float32Array(PIECE)
      samples.set(phrase.samples, Math.floor(room * share))
      const found = await detector.find(samples, true)
      expect(found?.score, `at ${share}`).toBeGreaterThanOrEqual(WAKE_SCORES.balanced)
      const { fromSample = -1, toSample = PIECE + 1 } = found ?? {}
      expect(fromSample).toBeGreaterThanOrEqual(0)
      expect(toSample).toBeGreaterThan(fromSample)
      expect(toSample).toBeLessThanOrEqual(PIECE)
    }
  })

  it('tells whether something follows', async () => {
    const after = async (text: string, isPaused: boolean) => {
      const { samples } = joinSounds([await say(voice, text), quiet(0.1)])
      return (await detector.find(samples.slice(0, PIECE), isPaused))?.more
    }
    expect(await after('Hey Warbler.', true)).toBe(false)
    expect(await after('Hey Warbler, stop.', true)).toBe(true)
    expect(await after('Hey Warbler, what time is it?', false)).toBe(true)
  })

  it('leaves the sound as it was', async () => {
    const { samples } = await say(voice, 'Hey Warbler.')
    const before = samples.slice()
    await detector.find(samples, true)
    expect(samples).toEqual(before)
  })

  it.each([...NEAR, ...PROSE])('finds nothing in "%s"', async (text) => {
    for (const voice of voices) {
      const best = await bestScore(detector, await say(voice, text))
      expect(best, voice).toBeLessThan(WAKE_SCORES.balanced)
    }
  })

  it('finds nothing in noise, music and silence', async () => {
    const sounds = [whiteNoise(1.5, -30), pinkNoise(1.5, -25), music(2, -25)].map(at16k)
    for (const sound of [...sounds, quiet(1.5)]) {
      expect(await bestScore(detector, sound)).toBeLessThan(WAKE_SCORES.eager)
    }
  })

  it.each([0, 1, 512])('finds nothing in %i samples of nothing', async (length) => {
    const found = await detector.find(new Float32Array(length), true)
    expect(found?.score ?? 0).toBeLessThan(WAKE_SCORES.eager)
  })

  it('answers pieces that are asked about at once, each', async () => {
    const { samples } = await say(voice, 'Hey Warbler.')
    const found = await Promise.all([1, 2, 3].map(() => detector.find(samples, true)))
    expect(new Set(found.map((one) => one?.score)).size).toBe(1)
  })
})

describe('what was said before the phrase', () => {
  const missing = missingFile(MOONSHINE, KOKORO)
  skipAllBecause(missing)

  it.each([
    ['kokoro:af_heart', 'My number is four seven one nine.'],
    ['kokoro:bm_lewis', 'He wants to sell the house.'],
  ])('is no part of what is found, by %s behind "%s"', async (voice, secret) => {
    const detector = await openPhraseDetector(loadOf(MOONSHINE, ['Hey Warbler']))
    const trimmed = async (text: string): Promise<Sound> => {
      const { samples, sampleRateHz } = await sayAs(voice, text)
      const { start, end } = audiblePart(samples)
      return { samples: samples.slice(start, end), sampleRateHz }
    }
    const phrase = await trimmed('Hey Warbler.')
    const before = joinSounds([quiet(0.5), await trimmed(secret), quiet(0.15)])
    const { samples } = joinSounds([before, phrase, quiet(0.5)])
    let fromSample = -Infinity
    for (let end = PIECE; end <= samples.length && fromSample < 0; end += HOP) {
      const found = await detector.find(samples.slice(end - PIECE, end), false)
      if (found !== null && found.score >= WAKE_SCORES.balanced) {
        fromSample = end - PIECE + found.fromSample
      }
    }
    await detector.dispose()
    const early = (before.samples.length - fromSample) / RATE_HZ
    // Less than a word, and never a part of the phrase.
    expect(early).toBeGreaterThanOrEqual(0)
    expect(early).toBeLessThan(0.4)
  })
})

describe('Moonshine tiny, by Kokoro', () => {
  const missing = missingFile(MOONSHINE, KOKORO)
  skipAllBecause(missing)

  it('hears the voices of women and men, American and British', async () => {
    const detector = await openPhraseDetector(loadOf(MOONSHINE, ['Hey Warbler']))
    for (const voice of ['af_heart', 'am_michael', 'bf_emma']) {
      const best = await bestScore(detector, await sayAs(`kokoro:${voice}`, 'Hey Warbler.'))
      expect(best, voice).toBeGreaterThanOrEqual(WAKE_SCORES.balanced)
    }
    await detector.dispose()
  })
})

describe('Moonshine tiny, of a phrase that everybody says all day', () => {
  skipAllBecause(missingFile(MOONSHINE))

  it('tells that it is too common, and does not wait for it', async () => {
    const talkPath = resolve(import.meta.dirname, '../../resources/wake/talk.flac')
    const load = loadOf(MOONSHINE, ['What time is it', 'Hey Warbler'])
    const detector = await openPhraseDetector({ ...load, talkPath })
    expect(detector.tooCommon).toEqual(['What time is it'])
    await detector.dispose()
  })

  it('takes all on trust where the ordinary talk is missing, and can still be called', async () => {
    const load = loadOf(MOONSHINE, ['What time is it', 'Hey Warbler'])
    const detector = await openPhraseDetector({ ...load, talkPath: '/nowhere/talk.flac' })
    expect(detector.tooCommon).toEqual([])
    await detector.dispose()
  })
})

describe('a phrase detector that cannot be had', () => {
  const load = (recognizer: EngineModel) => loadOf(recognizer, ['Hey Warbler'])

  it('names a model file that is missing', async () => {
    const files = { ...MOONSHINE.files, encoder: '/nowhere/encoder.ort' }
    await expect(openPhraseDetector(load({ ...MOONSHINE, files }))).rejects.toMatchObject({
      error: { code: 'wake.model-missing' },
    })
  })

  it('says of a file that is no model that it is damaged', async () => {
    const file = import.meta.filename
    const files = { encoder: file, mergedDecoder: file, tokens: file }
    await expect(openPhraseDetector(load({ ...MOONSHINE, files }))).rejects.toMatchObject({
      error: { code: 'model.damaged' },
    })
  })

  it('fails as its script says, on loading and on a piece', async () => {
    const recognizer = { ...scripted('failing'), options: { failOnLoad: true } }
    await expect(openPhraseDetector(load(recognizer))).rejects.toMatchObject({
      error: { code: 'wake.failed' },
    })
    const options = { failAt: [1], scores: [0.2, 0.4, 0.8] }
    const detector = await openPhraseDetector(load({ ...scripted('scores'), options }))
    const piece = new Float32Array(512)
    expect(await detector.find(piece, false)).toMatchObject({ score: 0.2, more: true })
    await expect(detector.find(piece, true)).rejects.toMatchObject({
      error: { code: 'wake.failed' },
    })
    expect(await detector.find(piece, true)).toMatchObject({ score: 0.8, more: false })
    expect(await detector.find(piece, true)).toMatchObject({ score: 0.8 })
  })
})
