import { resolve } from 'node:path'
import { WAKE_SCORES } from '../../../electron/contracts/wake.ts'
import type { EngineModel } from '../../../electron/contracts/workers.ts'
import type { PhraseDetector } from '../../../electron/engines/ports.ts'
import { openPhraseDetector } from '../../../electron/engines/wake/registry.ts'
import type { SpeechModel } from '../../../renderer/audio/detection/speech-detector.ts'
import { missingFile, MOONSHINE } from '../../contract/speech-models.ts'
import { NATURAL_VOICES } from '../../support/sound-lab/voices.ts'
import type { Contender } from './contender.ts'
import { listen, logitOf, type Heard } from './ear.ts'
import { openLedger } from './ledger.ts'
import { startProgress } from './progress.ts'
import { loadSilero } from './silero.ts'
import {
  clipsOf,
  negativesOf,
  positivesOf,
  type Amounts,
  type Clip,
  type Negative,
  type Positive,
} from './streams.ts'
import type { Call } from './texts.ts'

/** A phrase as it was heard: with where it lies in what was heard. */
interface PhraseHeard extends Heard {
  readonly fromS: number
  readonly endS: number
}

export interface Measured {
  readonly contender: Contender
  readonly positives: readonly { readonly positive: Positive; readonly heard: PhraseHeard }[]
  readonly negatives: readonly { readonly negative: Negative; readonly heard: Heard }[]
  readonly notes: readonly string[]
}

export interface Plan {
  readonly amounts: Amounts
  /** Which clips of a phrase are said. */
  readonly keep: (clip: Clip, number: number) => boolean
}

export const NOTHING: Amounts = {
  recorded: 0,
  readAloud: 0,
  talk: 0,
  music: 0,
  noise: 0,
  voices: 0,
  nearVoices: 0,
}

/** The ends of the looks that could be at the phrase: a look at what came before it is none. */
const FROM_PHRASE_S = 0.3

export const scoreOf = ({ looks, fromS }: PhraseHeard): number =>
  Math.max(
    logitOf(0),
    ...looks.filter(({ atS }) => atS > fromS + FROM_PHRASE_S).map(({ logit }) => logit),
  )

/** The best of each stretch, which wakes once. */
export const stretchScores = ({ looks }: Heard): readonly number[] => {
  const best = new Map<number, number>()
  for (const { stretch, logit } of looks) {
    best.set(stretch, Math.max(best.get(stretch) ?? logit, logit))
  }
  return [...best.values()]
}

const rounded = (value: number) => Math.round(value * 1000) / 1000

/** As it is kept. */
const compact = <T extends Heard>(heard: T): T => ({
  ...heard,
  looks: heard.looks.map((look) => ({
    ...look,
    atS: rounded(look.atS),
    logit: rounded(look.logit),
    cpuMs: rounded(look.cpuMs),
  })),
  voiceCpuMs: rounded(heard.voiceCpuMs),
})

interface Ear {
  readonly detector: PhraseDetector
  readonly voices: SpeechModel
}

/** What the app holds phrases against. */
const TALK = resolve(import.meta.dirname, '../../../resources/wake/talk.flac')

const openEar = async (phrase: string, recognizer: EngineModel): Promise<Ear> => ({
  detector: await openPhraseDetector({
    type: 'load',
    groups: [{ recognizer, phrases: [phrase] }],
    sensitivity: 'balanced',
    talkPath: TALK,
  }),
  voices: await loadSilero(),
})

/** Why it cannot be measured here; null where it can. */
export const missingForWake = (): string | null => missingFile(MOONSHINE)

/** What is heard of a phrase and of all else, and by whom. */
interface Corpus {
  readonly recognizer: EngineModel
  readonly said: readonly Positive[]
  readonly others: readonly Negative[]
  readonly natural: readonly string[]
  readonly notes: readonly string[]
}

const englishCorpus = async (call: Call, { amounts, keep }: Plan): Promise<Corpus> => {
  const { negatives, notes } = await negativesOf(call, amounts)
  const said = positivesOf(clipsOf(call), keep)
  return { recognizer: MOONSHINE, said, others: negatives, natural: NATURAL_VOICES, notes }
}

/** An English phrase. */
export const measurePhrase = async (call: Call, plan: Plan): Promise<Measured> =>
  measureCorpus(call, await englishCorpus(call, plan))

/** All of a corpus, or what of it has not been measured yet. */
export const measureCorpus = async (
  call: Call,
  { recognizer, said, others, natural, notes }: Corpus,
): Promise<Measured> => {
  const ear = await openEar(call.phrase, recognizer)
  const ledgers = {
    positives: await openLedger<PhraseHeard>(`${call.name}-phrases`),
    negatives: await openLedger<Heard>(`${call.name}-others`),
  }
  const left =
    said.filter(({ id }) => !ledgers.positives.knows(id)).length +
    others.filter(({ id }) => !ledgers.negatives.knows(id)).length * MINUTES_WEIGH
  const progress = startProgress(call.name, left)

  const positives: { positive: Positive; heard: PhraseHeard }[] = []
  for (const positive of said) {
    const known = ledgers.positives.knows(positive.id)
    const heard = await ledgers.positives.result(positive.id, async () => {
      const { samples, fromS, endS } = await positive.make()
      return compact({ ...(await listen(samples, ear.detector, ear.voices)), fromS, endS })
    })
    if (!known) progress(1)
    positives.push({ positive, heard })
  }
  const negatives: { negative: Negative; heard: Heard }[] = []
  for (const negative of others) {
    const known = ledgers.negatives.knows(negative.id)
    const heard = await ledgers.negatives.result(negative.id, async () => {
      const { samples } = await negative.make()
      return compact(await listen(samples, ear.detector, ear.voices))
    })
    if (!known) progress(MINUTES_WEIGH)
    negatives.push({ negative, heard })
  }
  const { careful, balanced, eager } = WAKE_SCORES
  const { tooCommon } = ear.detector
  await ear.detector.dispose()
  return {
    contender: {
      name: `Warbler, "${call.phrase}"`,
      thresholds: [
        { name: 'balanced', threshold: logitOf(balanced) },
        { name: 'careful', threshold: logitOf(careful) },
        { name: 'eager', threshold: logitOf(eager) },
      ],
      phrases: positives.map(({ positive, heard }) => ({
        group: positive.condition.group,
        condition: positive.condition.name,
        natural: natural.includes(positive.clip.voice),
        score: scoreOf(heard),
      })),
      others: negatives.map(({ negative, heard }) => {
        const scores = stretchScores(heard)
        return {
          kind: negative.kind,
          hours: heard.seconds / 3600,
          phrases: negative.phrases,
          wakes: (threshold) => scores.filter((score) => score >= threshold).length,
        }
      }),
    },
    positives,
    negatives,
    notes: [
      ...notes,
      ...tooCommon.map((phrase) => `"${phrase}" is too common: it is not waited for`),
    ],
  }
}

/** A minute of talk is as much work as so many phrases. */
const MINUTES_WEIGH = 15
