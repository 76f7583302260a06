import { babble, television } from '../../support/sound-lab/others.ts'
import { silence, type Sound } from '../../support/sound-lab/sound.ts'
import { music, pinkNoise, typing } from '../../support/sound-lab/sounds.ts'
import type { Section } from '../figure.ts'
import { beQuiet, inOpenConversation, pause, personTurns } from './talk.ts'

interface Background {
  readonly name: string
  readonly isSpeech: boolean
  readonly sound: (seconds: number) => Promise<Sound> | Sound
}

const BACKGROUNDS: readonly Background[] = [
  { name: 'silence', isSpeech: false, sound: (s) => silence(s, 48_000) },
  { name: 'pink noise, -50 dB', isSpeech: false, sound: (s) => pinkNoise(s, -50) },
  { name: 'pink noise, -40 dB', isSpeech: false, sound: (s) => pinkNoise(s, -40) },
  { name: 'pink noise, -30 dB', isSpeech: false, sound: (s) => pinkNoise(s, -30) },
  { name: 'music, -30 dB', isSpeech: false, sound: (s) => music(s, -30) },
  { name: 'typing, -38 dB', isSpeech: false, sound: (s) => typing(s, -38) },
  { name: 'babble, -40 dB', isSpeech: true, sound: (s) => babble(s, -40) },
  { name: 'television, -50 dB', isSpeech: true, sound: (s) => television(s, -50) },
  { name: 'television, -40 dB', isSpeech: true, sound: (s) => television(s, -40) },
]

/**
 * Turns made while nobody speaks to it. Babble and television are apart: they are speech, and nothing
 * in this version tells to whom.
 */
export const measureNoise = (plan: {
  readonly seconds: number
  readonly every: number
}): Promise<readonly Section[]> =>
  inOpenConversation(async (session) => {
    const lines: { name: string; isSpeech: boolean; turns: number; words: string }[] = []
    for (const [index, background] of BACKGROUNDS.entries()) {
      if (index % plan.every !== 0) continue
      const before = (await personTurns(session)).length
      await session.room.lab.play(await background.sound(plan.seconds))
      await pause(2500)
      const made = (await personTurns(session)).slice(before)
      const { name, isSpeech } = background
      lines.push({ name, isSpeech, turns: made.length, words: made.map((t) => t.text).join(' ') })
      await beQuiet(session)
      process.stderr.write('.')
    }
    const perHour = (isSpeech: boolean): string => {
      const those = lines.filter((line) => line.isSpeech === isSpeech)
      const turns = those.reduce((sum, line) => sum + line.turns, 0)
      const minutes = (those.length * plan.seconds) / 60
      return `${turns} in ${minutes.toFixed(1)} minutes, ${minutes === 0 ? 0 : Math.round((turns * 60) / minutes)} an hour`
    }
    return [
      {
        title: 'Turns made while nobody speaks to it',
        figures: [],
        notes: [
          `silence, noise, music, typing: ${perHour(false)}`,
          `babble and television, which are speech: ${perHour(true)}`,
          ...lines
            .filter(({ turns }) => turns > 0)
            .map(({ name, turns, words }) => `${name}: ${turns} turns ("${words.slice(0, 120)}")`),
        ],
      },
    ]
  })
