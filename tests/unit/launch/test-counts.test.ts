import { describe, expect, test } from 'vitest'
import {
  addCounts,
  countCheck,
  countSkip,
  countSuite,
  summaryLine,
} from '../../../electron/launch/test-counts.mjs'
import { ALL_STEPS, chooseSteps, needsOf } from '../../../electron/launch/test-steps.mjs'

const passed = { project: 'unit', name: 'a', state: 'passed', reason: '' } as const
const skipped = { project: 'unit', name: 'b', state: 'skipped', reason: 'no sound card' } as const
const clean = { tests: [passed, skipped], brokenFiles: [], strayErrors: 0 }

describe('counting a run', () => {
  test('passed, failed and skipped tests are told apart, with the reason of a skip', () => {
    const failing = { ...clean, tests: [...clean.tests, { ...passed, state: 'failed' } as const] }
    expect(countSuite(failing, 1, ['unit'])).toEqual({
      passed: 1,
      failed: 1,
      skips: [{ name: 'unit: b', reason: 'no sound card' }],
    })
  })

  test.each([
    ['a test never ended', { ...clean, tests: [passed, { ...passed, state: 'pending' as const }] }],
    ['a file could not be loaded', { ...clean, brokenFiles: ['tests/unit/a.test.ts'] }],
    ['an error belonged to no test', { ...clean, strayErrors: 1 }],
    ['a project ran nothing', { ...clean, tests: [{ ...passed, project: 'other' }] }],
    ['there is no report', undefined],
  ])('it has failed if %s', (_case, report) => {
    expect(countSuite(report, 0, ['unit']).failed).toBe(1)
  })

  test('it has failed if vitest says so, whatever the report says', () => {
    expect(countSuite(clean, 1, ['unit']).failed).toBe(1)
    expect(countSuite(clean, 0, ['unit']).failed).toBe(0)
  })
})

test('the last line is plain and adds up', () => {
  const all = [countCheck(true), countCheck(false), countSkip('e2e', 'no build'), countCheck(true)]
  expect(summaryLine(addCounts(all))).toBe('2 passed, 1 failed, 1 skipped')
})

describe('choosing steps', () => {
  test('without names all of them run, in their order', () => {
    expect(chooseSteps([])).toEqual({ steps: ALL_STEPS })
    expect(chooseSteps(['e2e', 'unit'])).toEqual({ steps: ['unit', 'e2e'] })
  })

  test('a name that is no step is refused, not passed over', () => {
    expect(chooseSteps(['unit', 'uint'])).toEqual({ unknown: ['uint'] })
  })

  test('only what the steps need is made ready', () => {
    expect(needsOf(['unit', 'lint'])).toEqual({ electron: false, models: false, build: false })
    expect(needsOf(['contract'])).toEqual({ electron: false, models: true, build: true })
    expect(needsOf(['e2e'])).toEqual({ electron: true, models: true, build: true })
  })
})
