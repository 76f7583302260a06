import { NATURAL_VOICES } from '../../support/sound-lab/voices.ts'
import type { Contender, HeardOther, HeardPhrase } from './contender.ts'
import { logitOf } from './ear.ts'
import { openLedger } from './ledger.ts'
import type { Plan } from './measure.ts'
import { startProgress } from './progress.ts'
import { startRivals, type RivalAnswer, type Rivals } from './rivals-process.ts'
import { clipsOf, negativesOf, positivesOf } from './streams.ts'
import type { Call } from './texts.ts'

/**
 * Detectors that know some phrases from thousands of hours of training, each by its own phrase: the same
 * voices, conditions and people who say something else. They hear all of it: no voice detector is before them.
 */

const JARVIS: Call = {
  name: 'jarvis',
  phrase: 'Hey Jarvis',
  near: [
    'Hey Travis.',
    'Hey Marvin.',
    'Hey Carlos.',
    'A jar is empty.',
    'They serve us.',
    'Hey Charlie.',
  ],
}
const NABU: Call = {
  name: 'nabu',
  phrase: 'Okay Nabu',
  near: [
    'Okay, now you.',
    'Okay, taboo.',
    'Okay Nancy.',
    'Okay, maybe.',
    'Okay, not you.',
    'OK, bamboo.',
  ],
}

interface Rival {
  readonly key: string
  readonly name: string
  readonly call: Call
  /** The probability that it takes for the phrase by default. */
  readonly cutoff: number
}

const RIVALS: readonly Rival[] = [
  { key: 'micro:HEY_JARVIS', name: 'microWakeWord, "Hey Jarvis"', call: JARVIS, cutoff: 0.97 },
  { key: 'micro:OKAY_NABU', name: 'microWakeWord, "Okay Nabu"', call: NABU, cutoff: 0.85 },
  { key: 'open:HEY_JARVIS', name: 'openWakeWord, "Hey Jarvis"', call: JARVIS, cutoff: 0.5 },
  { key: 'open:OKAY_NABU', name: 'openWakeWord, "Okay Nabu"', call: NABU, cutoff: 0.5 },
]

interface Answer {
  readonly answer: RivalAnswer
  readonly seconds: number
  readonly fromS: number
}

const secondsOf = (answer: RivalAnswer, key: string): readonly number[] => {
  const value = answer[key]
  return Array.isArray(value) ? value : []
}

/** What follows within so many seconds is the same wake. */
const DEAF_S = 2

/** What would have woken it, each once. */
export const wakesIn = (seconds: readonly number[], threshold: number): number => {
  let wakes = 0
  let deafUntil = 0
  for (const [second, probability] of seconds.entries()) {
    if (second < deafUntil || logitOf(probability) < threshold) continue
    wakes += 1
    deafUntil = second + 1 + DEAF_S
  }
  return wakes
}

const measureCall = async (call: Call, rivals: Rivals, { amounts, keep }: Plan) => {
  const ledger = await openLedger<Answer>(`rivals-${call.name}`)
  const said = positivesOf(clipsOf(call).filter(keep))
  const { negatives } = await negativesOf(call, amounts)
  const progress = startProgress(call.name, said.length + negatives.length * MINUTES_WEIGH)
  const phrases: { readonly phrase: HeardPhrase; readonly of: Answer }[] = []
  for (const { id, clip, condition, make } of said) {
    const of = await ledger.result(id, async () => {
      const { samples, fromS } = await make()
      return { answer: await rivals.hear(samples), seconds: samples.length / 16_000, fromS }
    })
    const { group, name } = condition
    const natural = NATURAL_VOICES.includes(clip.voice)
    phrases.push({ phrase: { group, condition: name, natural, score: 0 }, of })
    progress(1)
  }
  const others: { readonly other: HeardOther; readonly of: Answer }[] = []
  for (const { id, kind, phrases, make } of negatives) {
    const of = await ledger.result(id, async () => {
      const { samples } = await make()
      return { answer: await rivals.hear(samples), seconds: samples.length / 16_000, fromS: 0 }
    })
    others.push({ other: { kind, hours: of.seconds / 3600, phrases, wakes: () => 0 }, of })
    progress(MINUTES_WEIGH)
  }
  return { phrases, others }
}

/** A minute of talk is as much work as so many phrases. */
const MINUTES_WEIGH = 12

/** Nothing where there is no Python or no package: a note says why. */
export const measureRivals = async (
  plan: Plan,
): Promise<{ readonly contenders: readonly Contender[]; readonly notes: readonly string[] }> => {
  let rivals: Rivals
  try {
    rivals = await startRivals()
  } catch (error) {
    return { contenders: [], notes: [`other detectors cannot be had here: ${String(error)}`] }
  }
  try {
    const measured = new Map<Call, Awaited<ReturnType<typeof measureCall>>>()
    for (const call of [JARVIS, NABU]) measured.set(call, await measureCall(call, rivals, plan))
    const all = [...measured.values()].flatMap(({ phrases, others }) => [...phrases, ...others])
    const seconds = all.reduce((sum, { of }) => sum + of.seconds, 0)
    const cpu = ['micro', 'open'].map((kind) => {
      const used = all.reduce((sum, { of }) => sum + (of.answer.cpuS[kind] ?? 0), 0)
      return `${kind}WakeWord ${((100 * used) / seconds).toFixed(1)} %`
    })
    return {
      contenders: RIVALS.map(({ key, name, call, cutoff }) => {
        const { phrases = [], others = [] } = measured.get(call) ?? {}
        return {
          name,
          thresholds: [{ name: 'default', threshold: logitOf(cutoff) }],
          phrases: phrases.map(({ phrase, of }) => ({
            ...phrase,
            score: logitOf(Math.max(0, ...secondsOf(of.answer, key).slice(Math.floor(of.fromS)))),
          })),
          others: others.map(({ other, of }) => ({
            ...other,
            wakes: (threshold: number) => wakesIn(secondsOf(of.answer, key), threshold),
          })),
        }
      }),
      notes: [`processor time of the others, two phrases each, of a core: ${cpu.join(', ')}`],
    }
  } finally {
    await rivals.stop()
  }
}
