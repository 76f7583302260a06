import { babble } from '../../support/sound-lab/others.ts'
import { audiblePart } from '../../support/sound-lab/play.ts'
import { resample } from '../../support/sound-lab/resample.ts'
import { inRoom, type RoomName } from '../../support/sound-lab/room.ts'
import { amplify, joinSounds, levelDb, silence, type Sound } from '../../support/sound-lab/sound.ts'
import { mix, music, pinkNoise, whiteNoise } from '../../support/sound-lab/sounds.ts'
import { sayAs } from '../../support/sound-lab/voices.ts'
import { TALK_BEFORE } from './texts.ts'

/** Under what the phrase is said. Levels are of what sounds, not of the pauses in it. */

const RATE_HZ = 16_000
/** As a person at a desk is heard by a laptop. */
const SPEECH_DB = -26
/** Of a quiet room and the microphone itself. */
const FLOOR_DB = -70
const BEFORE_S = 1.2
const AFTER_S = 1.2

const WINDOW = 320
/** Of the loudest window's energy: less is a pause. */
const SOUNDING = 0.01

/** Root mean square of the windows that sound, dB. */
const soundingDb = (samples: Float32Array): number => {
  const levels: number[] = []
  for (let at = 0; at + WINDOW <= samples.length; at += WINDOW) {
    levels.push(10 ** (levelDb(samples, at, at + WINDOW) / 10))
  }
  const loudest = Math.max(0, ...levels)
  const sounding = levels.filter((energy) => energy > SOUNDING * loudest)
  const sum = sounding.reduce((total, energy) => total + energy, 0)
  return 10 * Math.log10(sum / Math.max(1, sounding.length))
}

/** The same sound with its sounding parts at a level. */
export const spokenAt = (sound: Sound, rmsDb: number): Sound => {
  const level = soundingDb(sound.samples)
  return Number.isFinite(level) ? amplify(sound, 10 ** ((rmsDb - level) / 20)) : sound
}

/** What the microphone hears: the sound, and where in it the phrase begins and the mouth is shut. */
interface Said {
  readonly samples: Float32Array
  readonly fromS: number
  readonly endS: number
}

export interface Condition {
  readonly name: string
  /** Conditions that are reported as one. */
  readonly group: string
  readonly hear: (clip: Sound, seed: number) => Promise<Said>
}

const placed = (speech: Sound, before: Sound = silence(BEFORE_S, RATE_HZ)): Said => {
  const { samples } = joinSounds([before, speech, silence(AFTER_S, RATE_HZ)])
  const fromS = before.samples.length / RATE_HZ
  return { samples, fromS, endS: fromS + speech.samples.length / RATE_HZ }
}

const trimmed = ({ samples, sampleRateHz }: Sound): Sound => {
  const { start, end } = audiblePart(samples)
  return { samples: samples.slice(start, end), sampleRateHz }
}

/** The room goes on when the mouth is shut. */
const withoutEcho = (said: Said, spoken: Sound): Said => ({
  ...said,
  endS: said.fromS + spoken.samples.length / RATE_HZ,
})

/** Longer than any clip by far: each gets a part of its own. */
const NOISE_S = 40
const NOISES = {
  white: () => whiteNoise(NOISE_S),
  pink: () => pinkNoise(NOISE_S),
  babble: () => babble(NOISE_S, -30),
  music: () => music(NOISE_S),
} as const
type NoiseName = keyof typeof NOISES
const NOISE_NAMES = ['white', 'pink', 'babble', 'music'] as const

/** Multiples of it lie evenly between whole numbers: no two clips get the same part of a noise. */
const GOLDEN = 0.618_034

const made = new Map<NoiseName, Promise<Sound>>()
const noiseOf = (name: NoiseName): Promise<Sound> => {
  const known = made.get(name)
  if (known !== undefined) return known
  const noise = Promise.resolve(NOISES[name]()).then((sound) => resample(sound, RATE_HZ))
  made.set(name, noise)
  return noise
}

const withNoise = async (said: Said, name: NoiseName, rmsDb: number, seed: number) => {
  const noise = await noiseOf(name)
  const room = noise.samples.length - said.samples.length
  const share = (seed * GOLDEN) % 1
  const from = Math.max(0, Math.floor(room * share))
  const part = {
    samples: noise.samples.slice(from, from + said.samples.length),
    sampleRateHz: RATE_HZ,
  }
  const sound = { samples: said.samples, sampleRateHz: RATE_HZ }
  return { ...said, samples: mix(sound, spokenAt(part, rmsDb)).samples }
}

const quietly = (said: Said, seed: number) => withNoise(said, 'pink', FLOOR_DB, seed)

const inNoise = (name: NoiseName, ratioDb: number): Condition => ({
  name: `${name} ${ratioDb} dB`,
  group: `noise ${ratioDb} dB`,
  hear: async (clip, seed) => {
    const said = placed(spokenAt(trimmed(clip), SPEECH_DB))
    return withNoise(said, name, SPEECH_DB - ratioDb, seed)
  },
})

const ROOMS: readonly RoomName[] = ['office', 'living-room', 'bare']
const roomOf = (seed: number): RoomName => ROOMS[seed % ROOMS.length] ?? 'office'

/** Behind two and a half metres of air. */
const FAR_DB = SPEECH_DB - 18
const FAR_RATIO_DB = 15

export const CONDITIONS: readonly Condition[] = [
  {
    name: 'clean',
    group: 'clean',
    hear: (clip, seed) => quietly(placed(spokenAt(trimmed(clip), SPEECH_DB)), seed),
  },
  {
    name: 'loud',
    group: 'near and loud',
    hear: (clip, seed) => quietly(placed(spokenAt(trimmed(clip), SPEECH_DB + 14)), seed),
  },
  ...[20, 10, 5].flatMap((ratioDb) => NOISE_NAMES.map((name) => inNoise(name, ratioDb))),
  {
    name: 'room',
    group: 'in a room',
    hear: (clip, seed) => {
      const spoken = trimmed(clip)
      const said = placed(spokenAt(inRoom(spoken, roomOf(seed), 'near'), SPEECH_DB))
      return quietly(withoutEcho(said, spoken), seed)
    },
  },
  {
    name: 'far',
    group: 'far in a room',
    hear: (clip, seed) => {
      const spoken = trimmed(clip)
      const said = placed(spokenAt(inRoom(spoken, roomOf(seed), 'far'), FAR_DB))
      return withNoise(withoutEcho(said, spoken), 'pink', FAR_DB - FAR_RATIO_DB, seed)
    },
  },
  {
    name: 'talk',
    group: 'right after talk',
    hear: async (clip, seed) => {
      const text = TALK_BEFORE[seed % TALK_BEFORE.length] ?? ''
      const other = spokenAt(trimmed(await sayAs('piper:joe', text)), SPEECH_DB)
      const before = joinSounds([silence(0.6, RATE_HZ), other, silence(0.25, RATE_HZ)])
      return quietly(placed(spokenAt(trimmed(clip), SPEECH_DB), before), seed)
    },
  },
]
