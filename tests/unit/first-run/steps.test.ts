import { describe, expect, it } from 'vitest'
import { FIRST_RUN_DONE, type FirstRun } from '../../../electron/contracts/first-run.ts'
import {
  chooseWay,
  finish,
  goBack,
  goOn,
  progressOf,
  skip,
  stepsFor,
} from '../../../electron/core/first-run/steps.ts'

const place = (changes: Partial<FirstRun> = {}): FirstRun => ({
  ...FIRST_RUN_DONE,
  finished: false,
  ...changes,
})

/** Where each press of Continue leads. */
const walk = (from: FirstRun, move: (place: FirstRun) => FirstRun): FirstRun[] => {
  const walked = [from]
  for (let presses = 0; presses < 10; presses += 1) {
    const next = move(walked.at(-1) ?? from)
    if (next.step === walked.at(-1)?.step) return walked
    walked.push(next)
  }
  return walked
}

describe('the steps of a first run', () => {
  it('have none for a provider where everything is done on this computer', () => {
    expect(stepsFor('local')).not.toContain('provider')
    expect(stepsFor('provider')).toEqual(stepsFor('both'))
    expect(stepsFor('both')).toContain('provider')
  })

  it('lead to the first question, and no further', () => {
    expect(walk(place(), goOn).map(({ step }) => step)).toEqual([
      'way',
      'microphone',
      'loudspeaker',
      'hotkey',
      'wake',
      'exchange',
    ])
  })

  it('lead back the same way, and no further', () => {
    const there = walk(place({ way: 'both' }), goOn)
    const back = walk(place({ way: 'both', step: 'exchange' }), goBack)
    expect(back.map(({ step }) => step)).toEqual(there.map(({ step }) => step).toReversed())
  })

  it('remember what was passed over, once, until it is done', () => {
    const passed = skip(goBack(skip(place({ step: 'microphone' }))))
    expect(passed).toMatchObject({ step: 'loudspeaker', skipped: ['microphone'] })
    expect(goOn(goBack(passed))).toMatchObject({ step: 'loudspeaker', skipped: [] })
  })

  it('forget a provider that was passed over when none is wanted any more', () => {
    const passed = skip(place({ way: 'provider', step: 'provider' }))
    expect(passed.skipped).toEqual(['provider'])
    expect(chooseWay(passed, 'local').skipped).toEqual([])
    expect(chooseWay(place({ way: 'both', step: 'provider' }), 'local').step).toBe('way')
  })

  it('begin anew for whoever comes again after the end', () => {
    expect(finish(place({ step: 'exchange', skipped: ['wake'] }))).toEqual(
      place({ finished: true, step: 'way', skipped: ['wake'] }),
    )
  })

  it('are counted as they are for this way', () => {
    expect(progressOf(place({ step: 'exchange' }))).toEqual({ number: 6, count: 6 })
    expect(progressOf(place({ way: 'both', step: 'microphone' }))).toEqual({ number: 3, count: 7 })
  })
})
