import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Section } from '../figure.ts'
import { curveTable, type Contender } from './contender.ts'
import { measurePhrase, missingForWake, type Plan } from './measure.ts'
import { drawCurves } from './picture.ts'
import { contenderNotes, measuredSection } from './report.ts'
import { measureRivals } from './rivals.ts'
import { WARBLER, ZEPHYR } from './texts.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
const RESULTS = join(ROOT, 'test-results')
const PICTURES = join(ROOT, 'resources', 'screenshots')

/** 4.5 h of what is no phrase, 204 phrases under 17 conditions. */
const WHOLE: Plan = {
  amounts: {
    recorded: 150,
    readAloud: 40,
    talk: 20,
    music: 16,
    noise: 9,
    voices: 28,
    nearVoices: 12,
  },
  keep: () => true,
}
/** The same for a phrase that nobody chose yet: whether it does as well, by half of the work. */
const HALF: Plan = {
  amounts: { ...WHOLE.amounts, recorded: 75, readAloud: 20, talk: 10, voices: 14 },
  keep: (_clip, number) => number % 2 === 0,
}
/** Ten minutes of what is no phrase, nine voices at their own pace. */
const SHORT: Plan = {
  amounts: { recorded: 6, readAloud: 2, talk: 1, music: 2, noise: 3, voices: 0, nearVoices: 2 },
  keep: ({ speed, alone }, number) => speed === 1 && alone && number % 4 === 2,
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
  const zephyr = await measurePhrase(ZEPHYR, short ? SHORT : HALF)
  const rivals = await measureRivals(short ? SHORT : HALF)
  const contenders = [warbler.contender, zephyr.contender, ...rivals.contenders]
  const curves = await writeCurves(contenders, short)
  return [
    measuredSection(warbler),
    measuredSection(zephyr),
    ...rivals.contenders.map((contender) => ({
      title: contender.name,
      figures: [],
      notes: contenderNotes(contender),
    })),
    { title: 'Curves', figures: [], notes: [curves, ...rivals.notes] },
  ]
}
