import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Section } from '../figure.ts'
import { measureChinese } from './chinese.ts'
import { curveTable, hoursOf, SPEECH_KINDS, type Contender } from './contender.ts'
import { measurePhrase, missingForWake, NOTHING, type Plan } from './measure.ts'
import { drawCurves } from './picture.ts'
import { contenderNotes, measuredSection } from './report.ts'
import { measureRivals } from './rivals.ts'
import { SPEEDS } from './streams.ts'
import { JARVIS, WARBLER, ZEPHYR } from './texts.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
const RESULTS = join(ROOT, 'test-results')
const PICTURES = join(ROOT, 'resources', 'screenshots')

/** 3.1 h of what is no phrase; 34 voices at three speeds in each of 8 surroundings. */
const WHOLE: Plan = {
  amounts: {
    recorded: 80,
    readAloud: 24,
    talk: 20,
    music: 16,
    noise: 9,
    voices: 0,
    nearVoices: 12,
  },
  keep: () => true,
}
/** For a phrase that nobody chose yet, whether it does as well: every third voice, 40 minutes of the rest. */
const THIRD: Plan = {
  amounts: {
    recorded: 16,
    readAloud: 5,
    talk: 4,
    music: 4,
    noise: 3,
    voices: 0,
    nearVoices: 6,
  },
  keep: (_clip, number) => Math.floor(number / SPEEDS.length) % 3 === 0,
}
/** Of one that others know, too: whether it is found as often, and what sounds near it. */
const FOUND: Plan = { ...THIRD, amounts: { ...NOTHING, nearVoices: THIRD.amounts.nearVoices } }
/** Ten minutes of what is no phrase, nine voices at their own pace. */
const SHORT: Plan = {
  amounts: { recorded: 6, readAloud: 2, talk: 1, music: 2, noise: 3, voices: 0, nearVoices: 2 },
  keep: ({ speed, alone }, number) => speed === 1 && alone && number % 4 === 0,
}

/** The picture and the numbers behind it; of the whole measurement also where the README's pictures lie. */
const writeCurves = async (contenders: readonly Contender[], short: boolean): Promise<string> => {
  for (const folder of short ? [RESULTS] : [RESULTS, PICTURES]) {
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'wake.svg'), drawCurves(contenders))
    await writeFile(join(folder, 'wake.csv'), curveTable(contenders))
  }
  return `the whole curves: ${join(RESULTS, 'wake.svg')} and wake.csv beside it`
}

/**
 * The wake phrase: how many are found, what else wakes it, how soon and at what price; and what other
 * detectors make of the same.
 */
export const measureWake = async (short: boolean): Promise<readonly Section[]> => {
  const missing = missingForWake()
  if (missing !== null) return [{ title: 'The wake phrase', figures: [], notes: [missing] }]
  const warbler = await measurePhrase(WARBLER, short ? SHORT : WHOLE)
  const zephyr = await measurePhrase(ZEPHYR, short ? SHORT : THIRD)
  const jarvis = await measurePhrase(JARVIS, short ? SHORT : FOUND)
  const chinese = short ? null : await measureChinese()
  const rivals = await measureRivals(short ? SHORT : THIRD)
  const own = [warbler, zephyr, jarvis]
  const contenders = [...own.map(({ contender }) => contender), ...rivals.contenders].filter(
    (contender) => hoursOf(contender, SPEECH_KINDS) > 0,
  )
  const curves = await writeCurves(contenders, short)
  return [
    ...[...own, ...(chinese === null ? [] : [chinese])].map(measuredSection),
    ...rivals.contenders.map((contender) => ({
      title: contender.name,
      figures: [],
      notes: contenderNotes(contender),
    })),
    { title: 'Curves', figures: [], notes: [curves, ...rivals.notes] },
  ]
}
