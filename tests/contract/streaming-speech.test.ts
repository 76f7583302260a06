import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FRAME_SAMPLES } from '../../electron/contracts/audio.ts'
import type { SpeechSynthesizer, StreamingSpeech } from '../../electron/engines/ports.ts'
import { resample } from '../../electron/engines/sound-files/resample.ts'
import { openRecognizer, openStreamingSpeech } from '../../electron/engines/stt/registry.ts'
import { splitWords } from '../../electron/engines/stt/text-flow.ts'
import { openSynthesizer } from '../../electron/engines/tts/registry.ts'
import { skipAllBecause } from '../support/skip-because.ts'
import { missingFile, PIPER, scripted, ZIPFORMER } from './speech-models.ts'
import { wordErrorRate } from './word-errors.ts'
import { NO_REPORT } from '../support/engine-line.ts'

const TEXT = 'The children were playing in the garden when it started to snow.'
const OTHER = 'Turn off the lights in the kitchen.'

describe.each([
  { name: 'scripted', model: scripted('streaming'), voice: scripted('voice'), errors: 0 },
  { name: 'zipformer', model: ZIPFORMER, voice: PIPER, errors: 0.2 },
])('speech to text while it is spoken, $name', ({ model, voice: voiceModel, errors }) => {
  const missing = missingFile(model, voiceModel)
  let streaming: StreamingSpeech
  let voice: SpeechSynthesizer

  beforeAll(async () => {
    if (missing !== null) return
    streaming = await openStreamingSpeech(model)
    voice = await openSynthesizer(voiceModel, NO_REPORT)
  })
  afterAll(async () => {
    await streaming?.dispose()
    await voice?.dispose()
  })
  skipAllBecause(missing)

  const say = async (text: string): Promise<Float32Array> => {
    const parts: Float32Array[] = []
    const { signal } = new AbortController()
    for await (const { samples, sampleRateHz } of voice.synthesize(text, { speed: 1, signal })) {
      parts.push(resample(samples, sampleRateHz, 16_000))
    }
    return Float32Array.from(parts.flatMap((part) => [...part]))
  }
  const framesOf = (sound: Float32Array): readonly Float32Array[] =>
    Array.from({ length: Math.ceil(sound.length / FRAME_SAMPLES) }, (_, index) =>
      sound.slice(index * FRAME_SAMPLES, (index + 1) * FRAME_SAMPLES),
    )

  it('knows the words when the last sound has come', async () => {
    const stream = streaming.begin()
    for (const frame of framesOf(await say(TEXT))) stream.accept(frame)
    expect(wordErrorRate(TEXT, stream.finish())).toBeLessThanOrEqual(errors)
  })

  it('tells words before the last sound has come, and takes back none but the last', async () => {
    const stream = streaming.begin()
    const texts = framesOf(await say(TEXT)).map((frame) => stream.accept(frame))
    expect(new Set(texts).size).toBeGreaterThan(4)
    for (const [index, text] of texts.entries()) {
      const before = splitWords(texts[index - 1] ?? '').slice(0, -1)
      expect(splitWords(text).slice(0, before.length)).toEqual(before)
    }
  })

  it('keeps two that are heard at once apart', async () => {
    const [one, other] = [streaming.begin(), streaming.begin()]
    const [oneFrames, otherFrames] = [framesOf(await say(TEXT)), framesOf(await say(OTHER))]
    for (const [index, frame] of oneFrames.entries()) {
      one.accept(frame)
      const beside = otherFrames[index]
      if (beside) other.accept(beside)
    }
    expect(wordErrorRate(TEXT, one.finish())).toBeLessThanOrEqual(errors)
    expect(wordErrorRate(OTHER, other.finish())).toBeLessThanOrEqual(errors)
  })

  it('makes no words of silence', () => {
    const stream = streaming.begin()
    stream.accept(new Float32Array(32_000))
    expect(stream.finish()).toBe('')
  })

  it('also serves as a recogniser of whole sounds', async () => {
    const recognizer = await openRecognizer(model, NO_REPORT)
    const text = await recognizer.transcribe(await say(OTHER), 'final')
    expect(wordErrorRate(OTHER, text)).toBeLessThanOrEqual(errors)
  })
})
