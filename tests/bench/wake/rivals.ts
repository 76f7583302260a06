import { NATURAL_VOICES } from '../../support/sound-lab/voices.ts'
import type { Contender, HeardOther, HeardPhrase } from './contender.ts'
import { logitOf } from './ear.ts'
import { openLedger } from './ledger.ts'
import { NOTHING, type Plan } from './measure.ts'
import { startProgress } from './progress.ts'
import { startRivals, type RivalAnswer, type Rivals } from './rivals-process.ts'
import { clipsOf, negativesOf, positivesOf, type Negative } from './streams.ts'
import { JARVIS, NABU, type Call } from './texts.ts'

/**
 * Detectors that know some phrases from thousands of hours of training, each by its own phrase: the same
 * voices, conditions and people who say something else. They hear all of it: no voice detector is before them.
 */

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

const hear = async (rivals: Rivals, samples: Float32Array, fromS = 0): Promise<Answer> => ({
  answer: await rivals.hear(samples),
  seconds: samples.length / 16_000,
  fromS,
})

/** A minute of talk is as much work as so many phrases. */
const MINUTES_WEIGH = 12

type Said = { readonly phrase: HeardPhrase; readonly of: Answer }
type Other = { readonly other: HeardOther; readonly of: Answer }

const measureCall = async (
  call: Call,
  rivals: Rivals,
  { keep }: Plan,
): Promise<readonly Said[]> => {
  const ledger = await openLedger<Answer>(`rivals-${call.name}`)
  const said = positivesOf(clipsOf(call), keep)
  const progress = startProgress(`others, "${call.phrase}"`, said.length)
  const phrases: Said[] = []
  for (const { id, clip, condition, make } of said) {
    const of = await ledger.result(id, async () => {
      const { samples, fromS } = await make()
      return hear(rivals, samples, fromS)
    })
    const { group, name } = condition
    const natural = NATURAL_VOICES.includes(clip.voice)
    phrases.push({ phrase: { group, condition: name, natural, score: 0 }, of })
    progress(1)
  }
  return phrases
}

/** What is no phrase, for all of them at once; what sounds near, of each phrase. */
const measureOthers = async (rivals: Rivals, { amounts }: Plan) => {
  const ledger = await openLedger<Answer>('rivals-others')
  const common = (await negativesOf(JARVIS, { ...amounts, nearVoices: 0 })).negatives
  const nearOf = async (call: Call) =>
    (await negativesOf(call, { ...NOTHING, nearVoices: amounts.nearVoices })).negatives.map(
      (negative) => ({ ...negative, id: `${call.name}|${negative.id}` }),
    )
  const near = new Map([
    [JARVIS, await nearOf(JARVIS)],
    [NABU, await nearOf(NABU)],
  ])
  const progress = startProgress('others, no phrase', common.length * MINUTES_WEIGH)
  const measure = async (negatives: readonly Negative[]): Promise<readonly Other[]> => {
    const others: Other[] = []
    for (const { id, kind, phrases, make } of negatives) {
      const of = await ledger.result(id, async () => hear(rivals, (await make()).samples))
      others.push({ other: { kind, hours: of.seconds / 3600, phrases, wakes: () => 0 }, of })
      progress(MINUTES_WEIGH)
    }
    return others
  }
  const all = await measure(common)
  return new Map([
    [JARVIS, [...all, ...(await measure(near.get(JARVIS) ?? []))]],
    [NABU, [...all, ...(await measure(near.get(NABU) ?? []))]],
  ])
}

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
    const measured = new Map<Call, readonly Said[]>()
    for (const call of [JARVIS, NABU]) measured.set(call, await measureCall(call, rivals, plan))
    const heardOthers = await measureOthers(rivals, plan)
    const all = [...measured.values(), ...heardOthers.values()].flat()
    const seconds = all.reduce((sum, { of }) => sum + of.seconds, 0)
    const cpu = ['micro', 'open'].map((kind) => {
      const used = all.reduce((sum, { of }) => sum + (of.answer.cpuS[kind] ?? 0), 0)
      return `${kind}WakeWord ${((100 * used) / seconds).toFixed(1)} %`
    })
    return {
      contenders: RIVALS.map(({ key, name, call, cutoff }) => {
        const phrases = measured.get(call) ?? []
        const others = heardOthers.get(call) ?? []
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
