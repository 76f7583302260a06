import { describe, expect, it } from 'vitest'
import {
  curveTable,
  falseWakesPerHour,
  foundShare,
  inGroup,
  type Contender,
  type HeardOther,
} from '../../bench/wake/contender.ts'
import { logitOf } from '../../bench/wake/ear.ts'
import { scoreOf, stretchScores } from '../../bench/wake/measure.ts'
import { drawCurves } from '../../bench/wake/picture.ts'
import { wakesIn } from '../../bench/wake/rivals.ts'

const other = (kind: HeardOther['kind'], hours: number, scores: readonly number[]): HeardOther => ({
  kind,
  hours,
  phrases: 0,
  wakes: (threshold) => scores.filter((score) => score >= threshold).length,
})
const phrase = (group: string, score: number, natural = true) => ({
  group,
  condition: group,
  natural,
  score,
})

const CONTENDER: Contender = {
  name: 'Warbler & "Co"',
  thresholds: [{ name: 'balanced', threshold: 0 }],
  phrases: [phrase('clean', 2), phrase('clean', 1), phrase('noise', -1), phrase('noise', 3, false)],
  others: [other('recorded', 1, [0.5, -2]), other('talk', 1, [-1]), other('music', 5, [4])],
}

const look = (atS: number, stretch: number, logit: number) => ({
  atS,
  stretch,
  logit,
  more: true,
  cpuMs: 1,
})
const HEARD = {
  seconds: 9,
  speechS: 4,
  looks: [look(1, 1, 3), look(2, 1, -1), look(4, 2, -2), look(4.4, 2, 1), look(4.8, 2, 0)],
  wokenS: { careful: [], balanced: [], eager: [] },
  voiceCpuMs: 0,
}

describe('what wakes and what does not', () => {
  it('counts found phrases of natural voices, condition by condition', () => {
    expect(foundShare(CONTENDER, 1.5, inGroup('clean'))).toBe(0.5)
    expect(foundShare(CONTENDER, -1, inGroup('clean'))).toBe(1)
    expect(foundShare(CONTENDER, 0, inGroup('noise'))).toBe(0)
    expect(foundShare(CONTENDER, 0, inGroup('elsewhere'))).toBeNull()
  })

  it('counts false wakes by the hour of speech: music is none', () => {
    expect(falseWakesPerHour(CONTENDER, 0)).toBe(0.5)
    expect(falseWakesPerHour(CONTENDER, -3)).toBe(1.5)
    expect(falseWakesPerHour(CONTENDER, 0, ['music'])).toBeCloseTo(0.2)
    expect(falseWakesPerHour(CONTENDER, 0, ['noise'])).toBeNull()
  })

  it('takes of a phrase the best look from it on, and not one at what was said before', () => {
    expect(scoreOf({ ...HEARD, fromS: 3, endS: 4.2 })).toBe(1)
  })

  it('takes of other speech the best of each stretch, which wakes once', () => {
    expect(stretchScores(HEARD)).toEqual([3, 1])
  })

  it('takes for one wake what another detector hears within two seconds', () => {
    const seconds = [0.9, 0.9, 0.1, 0.9, 0.1, 0.1, 0.1, 0.6]
    expect(wakesIn(seconds, logitOf(0.8))).toBe(2)
    expect(wakesIn(seconds, logitOf(0.5))).toBe(3)
    expect(wakesIn([], logitOf(0.5))).toBe(0)
  })
})

describe('the curves', () => {
  it('have a row for each threshold, from nothing found to all', () => {
    const [head = '', ...rows] = curveTable([CONTENDER]).trim().split('\n')
    expect(head).toBe(
      'detector,threshold (log odds),false wakes per hour of speech,found: clean,found: noise',
    )
    expect(rows[0]?.endsWith(',10,0,0,0')).toBe(true)
    expect(rows.at(-1)?.endsWith(',-10,1.5,1,1')).toBe(true)
  })

  it('are drawn as well-formed text, a panel for each condition and a mark for each threshold', () => {
    const picture = drawCurves([CONTENDER])
    expect(picture).toContain('Warbler &amp; "Co"')
    expect(picture.match(/<polyline/g)).toHaveLength(2)
    // One in the legend.
    expect(picture.match(/<circle/g)).toHaveLength(3)
    expect(picture).not.toMatch(/NaN|undefined|Infinity/)
  })
})
