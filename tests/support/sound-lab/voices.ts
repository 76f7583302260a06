import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheFolder } from '../../../electron/launch/cache-folder.mjs'
import { loadKokoro } from './models.ts'
import { resample } from './resample.ts'
import { normalise, type Sound } from './sound.ts'
import { speakWithEspeak, synthesise } from './speak.ts'
import { readWave, writeWave } from './wave-file.ts'

/** Many people for measurements that one person's voice would not tell anything by. */

/** In the order of their numbers in the model: Americans first, from 20 on they are British. */
const KOKORO = [
  'af_alloy af_aoede af_bella af_heart af_jessica af_kore af_nicole af_nova af_river af_sarah af_sky',
  'am_adam am_echo am_eric am_fenrir am_liam am_michael am_onyx am_puck am_santa',
  'bf_alice bf_emma bf_isabella bf_lily bm_daniel bm_fable bm_george bm_lewis',
].flatMap((line) => line.split(' '))
const FIRST_BRITISH = 20
/** They speak Chinese; between them and the British are those of other languages. */
const KOKORO_CHINESE =
  'zf_xiaobei zf_xiaoni zf_xiaoxiao zf_xiaoyi zm_yunjian zm_yunxi zm_yunxia zm_yunyang'.split(' ')
const FIRST_CHINESE = 45

/** Whom one would take for a person, nearly: Kokoro's and Piper's, and Piper's made smaller. */
export const NATURAL_VOICES: readonly string[] = [
  'piper:joe',
  'piper:jo',
  ...KOKORO.map((name) => `kokoro:${name}`),
]
/** Robotic ones, which are hard to understand for people, too. */
export const ROBOTIC_VOICES: readonly string[] = [
  'espeak:en-us',
  'espeak:en-gb+f3',
  'espeak:en-us+m3',
  'espeak:en-gb-scotland+f2',
]

export const CHINESE_VOICES: readonly string[] = KOKORO_CHINESE.map((name) => `kokoro:${name}`)

const kokoro = new Map<string, ReturnType<typeof loadKokoro>>()

const speakWithKokoro = async (name: string, text: string, speed: number): Promise<Sound> => {
  const chinese = KOKORO_CHINESE.indexOf(name)
  const speaker = chinese < 0 ? KOKORO.indexOf(name) : FIRST_CHINESE + chinese
  if (speaker < 0) throw new Error(`Kokoro has no voice ${name}`)
  const language = chinese >= 0 ? 'cmn' : speaker < FIRST_BRITISH ? 'en-us' : 'en'
  const loaded = kokoro.get(language) ?? loadKokoro(language)
  kokoro.set(language, loaded)
  const { samples, sampleRate } = await (
    await loaded
  ).generateAsync({ text, sid: speaker, speed, enableExternalBuffer: false })
  return { samples, sampleRateHz: sampleRate }
}

const say = (voice: string, text: string, speed: number): Promise<Sound> => {
  const [engine, name = ''] = voice.split(':')
  if (engine === 'kokoro') return speakWithKokoro(name, text, speed)
  if (engine === 'espeak') return speakWithEspeak(text, speed, name)
  return synthesise(text, name === 'joe' ? 'joe' : 'jo', speed)
}

const RATE_HZ = 16_000
const PEAK_DB = -6

/**
 * Somebody saying a text, 16 kHz: made once and kept in the cache that all clones of a person share,
 * since Kokoro takes longer to say it than one would.
 * @param voice one of the lists above
 * @param speed 1 is the voice's own pace
 */
export const sayAs = async (voice: string, text: string, speed = 1): Promise<Sound> => {
  const key = createHash('sha256')
    .update(JSON.stringify([voice, text, speed]))
    .digest('hex')
  const folder = join(cacheFolder(), 'speech')
  const file = join(folder, `${key.slice(0, 24)}.wav`)
  if (existsSync(file)) return readWave(file)
  await mkdir(folder, { recursive: true })
  const sound = normalise(resample(await say(voice, text, speed), RATE_HZ), PEAK_DB)
  const unfinished = `${file}.${process.pid}`
  await writeWave(unfinished, sound)
  await rename(unfinished, file)
  // As the next run will read it.
  return readWave(file)
}
