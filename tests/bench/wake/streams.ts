import { joinSounds, silence, type Sound } from '../../support/sound-lab/sound.ts'
import { mix, music, pinkNoise, typing, whiteNoise } from '../../support/sound-lab/sounds.ts'
import { babble } from '../../support/sound-lab/others.ts'
import { resample } from '../../support/sound-lab/resample.ts'
import { NATURAL_VOICES, ROBOTIC_VOICES, sayAs } from '../../support/sound-lab/voices.ts'
import { loadBook } from './book.ts'
import { CONDITIONS, spokenAt, type Condition } from './conditions.ts'
import { recordedDialogue, recordedMusic } from './recorded.ts'
import { QUESTIONS, type Call } from './texts.ts'

/** The corpora: what is heard, and what should come of it. Made when asked for, one by one. */

const RATE_HZ = 16_000

export interface Clip {
  readonly voice: string
  readonly speed: number
  readonly text: string
  readonly alone: boolean
}

/** The phrase, said by somebody under a condition. */
export interface Positive {
  readonly id: string
  readonly clip: Clip
  readonly condition: Condition
  readonly make: () => ReturnType<Condition['hear']>
}

export const SPEEDS = [0.8, 1, 1.25] as const

/** Every voice at every speed: the phrase alone and with a question in the same breath, by turns. */
export const clipsOf = ({ phrase }: Call): readonly Clip[] =>
  [...NATURAL_VOICES, ...ROBOTIC_VOICES].flatMap((voice, who) =>
    SPEEDS.map((speed, pace) => {
      const alone = (who + pace) % 2 === 0
      const question = QUESTIONS[(who + pace) % QUESTIONS.length] ?? ''
      return { voice, speed, text: alone ? `${phrase}.` : `${phrase}, ${question}`, alone }
    }),
  )

/** Each clip once in each group: of the conditions in it, four kinds of noise, by turns. */
const conditionFor = (group: string, number: number): Condition | undefined => {
  const members = CONDITIONS.filter((condition) => condition.group === group)
  // Every other clip is of the phrase alone: those get all kinds, and the others, too.
  return members[Math.floor(number / 2) % members.length]
}

/** @param keep which of the clips are said */
export const positivesOf = (
  clips: readonly Clip[],
  keep: (clip: Clip, number: number) => boolean,
): readonly Positive[] =>
  [...new Set(CONDITIONS.map(({ group }) => group))].flatMap((group, at) =>
    clips.flatMap((clip, number) => {
      const condition = conditionFor(group, number + at)
      if (condition === undefined || !keep(clip, number)) return []
      return {
        id: [condition.name, clip.voice, clip.speed, clip.alone ? 'alone' : 'question'].join('|'),
        clip,
        condition,
        make: async () =>
          condition.hear(await sayAs(clip.voice, clip.text, clip.speed), number + at * 1000),
      }
    }),
  )

export type NegativeKind =
  'recorded' | 'read aloud' | 'talk' | 'babble' | 'near-sounding' | 'music' | 'noise'

/** What is no phrase. */
export interface Negative {
  readonly id: string
  readonly kind: NegativeKind
  /** Of near-sounding ones: how many phrases are in it. */
  readonly phrases: number
  readonly make: () => Promise<Sound>
}

const joined = async (
  parts: readonly (readonly [voice: string, text: string])[],
  pauseS: number,
): Promise<Sound> => {
  const sounds: Sound[] = [silence(pauseS, RATE_HZ)]
  for (const [voice, text] of parts) {
    sounds.push(spokenAt(await sayAs(voice, text), -26), silence(pauseS, RATE_HZ))
  }
  return joinSounds(sounds)
}

/** About a minute. */
const SENTENCES_A_PIECE = 12
const READERS = ['piper:joe', 'piper:jo']
const TALKERS = ['piper:joe', 'espeak:en-us', 'piper:jo', 'espeak:en-gb+f3']
/** Of Kokoro's: women and men, American and British. */
const NEAR_VOICES = [
  'piper:joe',
  'piper:jo',
  ...['af_heart', 'af_nicole', 'am_michael', 'am_puck', 'bf_emma', 'bm_george'].map(
    (name) => `kokoro:${name}`,
  ),
  ...ROBOTIC_VOICES,
]

export interface Amounts {
  /** Pieces of about a minute. */
  readonly recorded: number
  readonly readAloud: number
  readonly talk: number
  readonly music: number
  readonly noise: number
  /** Voices: each says some sentences; each says all near-sounding phrases. */
  readonly voices: number
  readonly nearVoices: number
}

/** As many as wanted, from all over the list. */
const spread = <T>(all: readonly T[], count: number): readonly T[] => {
  const wanted = Math.min(count, all.length)
  return Array.from(
    { length: wanted },
    (_, n) => all[Math.floor((n * all.length) / wanted)],
  ).filter((one) => one !== undefined)
}

const PIECE_S = 60
const noiseMakers: readonly ((piece: number) => Promise<Sound> | Sound)[] = [
  (piece) => pinkNoise(PIECE_S, -26, 100 + piece),
  (piece) => whiteNoise(PIECE_S, -32, 100 + piece),
  (piece) => mix(typing(PIECE_S, -34), pinkNoise(PIECE_S, -50, 200 + piece)),
]

const numbered = (
  kind: NegativeKind,
  count: number,
  make: (piece: number) => Promise<Sound>,
): readonly Negative[] =>
  Array.from({ length: count }, (_, piece) => ({
    id: `${kind}|${piece}`,
    kind,
    phrases: 0,
    make: () => make(piece),
  }))

/** Where recordings can be had; a note says where not. */
const recordings = async (
  kind: NegativeKind,
  count: number,
  load: () => Promise<readonly (() => Promise<Sound>)[]>,
): Promise<{ readonly negatives: readonly Negative[]; readonly note: string | null }> => {
  try {
    const all = (await load()).map((make, piece) => ({
      id: `${kind}|recording ${piece}`,
      kind,
      phrases: 0,
      make,
    }))
    return { negatives: spread(all, count), note: null }
  } catch (error) {
    const because = String(error).split('\n')[0] ?? ''
    return { negatives: [], note: `${kind}: no recordings here (${because})` }
  }
}

export const negativesOf = async (
  call: Call,
  amounts: Amounts,
): Promise<{ readonly negatives: readonly Negative[]; readonly notes: readonly string[] }> => {
  const { sentences, note } = await loadBook()
  const page = (piece: number) =>
    Array.from(
      { length: SENTENCES_A_PIECE },
      (_, n) => sentences[(piece * SENTENCES_A_PIECE + n) % sentences.length] ?? '',
    )
  const people = await recordings('recorded', amounts.recorded, recordedDialogue)
  const orchestra = await recordings('music', Math.ceil(amounts.music / 2), recordedMusic)
  const negatives: readonly Negative[] = [
    ...people.negatives,
    ...numbered('read aloud', amounts.readAloud, (piece) => {
      const reader = READERS[piece % READERS.length] ?? ''
      return joined(
        page(piece).map((text) => [reader, text]),
        0.35,
      )
    }),
    ...numbered('talk', amounts.talk, (piece) =>
      joined(
        page(200 + piece).map((text, n) => [TALKERS[(piece + n) % TALKERS.length] ?? '', text]),
        0.25,
      ),
    ),
    ...spread(NATURAL_VOICES.slice(2), amounts.voices).map((voice, who): Negative => ({
      id: `read aloud|${voice}`,
      kind: 'read aloud',
      phrases: 0,
      make: () =>
        joined(
          page(400 + who)
            .slice(0, 2)
            .map((text) => [voice, text]),
          0.35,
        ),
    })),
    ...spread(NEAR_VOICES, amounts.nearVoices).map((voice): Negative => ({
      id: `near-sounding|${voice}`,
      kind: 'near-sounding',
      phrases: call.near.length,
      make: () =>
        joined(
          call.near.map((text) => [voice, text]),
          1.2,
        ),
    })),
    ...orchestra.negatives,
    ...numbered('music', Math.floor(amounts.music / 2), (piece) =>
      Promise.resolve(resample(music(PIECE_S, -24 - piece), RATE_HZ)),
    ),
    ...numbered('noise', amounts.noise, async (piece) => {
      const make = noiseMakers[piece % noiseMakers.length]
      return make === undefined ? silence(1, RATE_HZ) : resample(await make(piece), RATE_HZ)
    }),
    ...numbered('babble', Math.ceil(amounts.noise / 3), (piece) =>
      babble(PIECE_S, -30 - 4 * piece),
    ),
  ]
  return { negatives, notes: [note, people.note, orchestra.note].filter((one) => one !== null) }
}
