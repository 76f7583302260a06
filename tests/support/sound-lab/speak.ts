import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { runProgram } from '../child-process.ts'
import { loadJoe } from './models.ts'
import { resample } from './resample.ts'
import { normalise, type Sound } from './sound.ts'
import { readWave, writeWave } from './wave-file.ts'

/** Text to a person's speech, for what is played at the microphone. */

/**
 * - `joe`: the Piper voice, which is also the app's own.
 * - `jo`: the same, smaller: pitch and formants 18 % higher at the same pace, so that a test can
 *   tell the person from the reply and no echo canceller or self-hearing guard is helped by both
 *   having one voice.
 * - `espeak`: espeak-ng; robotic, needs no model.
 */
type TestVoice = 'joe' | 'jo' | 'espeak'

export interface SpeakOptions {
  readonly voice?: TestVoice
  /** 1 is the voice's own pace, 1.2 a fifth faster. */
  readonly speed?: number
}

const HIGHER = 1.18
const SPEECH_RATE_HZ = 16_000
/** As a person speaks into a laptop: well below full scale, well above a room's noise. */
const PEAK_DB = -6

let joe: ReturnType<typeof loadJoe> | undefined

const speakWithJoe = async (text: string, speed: number): Promise<Sound> => {
  joe ??= loadJoe()
  const generated = await (
    await joe
  ).generateAsync({ text, sid: 0, speed, enableExternalBuffer: false })
  return { samples: generated.samples, sampleRateHz: generated.sampleRate }
}

/** Reads a sound as if it had been recorded slower: higher, and shorter by as much. */
const raise = (sound: Sound, factor: number): Sound => ({
  samples: sound.samples,
  sampleRateHz: Math.round(sound.sampleRateHz * factor),
})

/** @param variant language and voice as espeak-ng names them: `en-gb+f3` */
export const speakWithEspeak = async (
  text: string,
  speed: number,
  variant = 'en-us',
): Promise<Sound> => {
  const directory = await mkdtemp(join(tmpdir(), 'warbler-espeak-'))
  try {
    const file = join(directory, 'speech.wav')
    const wordsPerMinute = String(Math.round(155 * speed))
    await runProgram('espeak-ng', ['-v', variant, '-s', wordsPerMinute, '-w', file, '--', text])
    return await readWave(file)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** Anew at every call: Piper draws its timing at random. */
export const synthesise = async (text: string, voice: TestVoice, speed: number): Promise<Sound> => {
  switch (voice) {
    case 'joe':
      return speakWithJoe(text, speed)
    case 'jo':
      return raise(await speakWithJoe(text, speed / HIGHER), HIGHER)
    case 'espeak':
      return speakWithEspeak(text, speed)
  }
}

const CACHE = resolve(import.meta.dirname, '../../../.cache/speech')

/**
 * A WAV file (16 kHz, mono) of somebody saying `text`. Made once and kept in `.cache/speech`.
 * Piper draws its timing at random, so what must stay the same is committed (see questions.ts).
 */
export const speak = async (
  text: string,
  { voice = 'jo', speed = 1 }: SpeakOptions = {},
): Promise<string> => {
  const key = createHash('sha256')
    .update(JSON.stringify([text, voice, speed]))
    .digest('hex')
  const file = join(CACHE, `${key.slice(0, 24)}.wav`)
  if (existsSync(file)) return file
  await mkdir(CACHE, { recursive: true })
  const sound = resample(await synthesise(text, voice, speed), SPEECH_RATE_HZ)
  const unfinished = `${file}.${process.pid}`
  await writeWave(unfinished, normalise(sound, PEAK_DB))
  await rename(unfinished, file)
  return file
}
