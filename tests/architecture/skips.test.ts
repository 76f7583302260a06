import { expect, test } from 'vitest'
import { sourceFiles } from './source-files.ts'

/** A test or suite that is switched off where it is declared: vitest takes no reason there. */
const SWITCHED_OFF = /\b(?:it|test|describe)(?:\.\w+)*\.(?:skip|skipIf|runIf|todo)\b/

test('no test is skipped without a reason that the end of npm test can print', () => {
  const silent = sourceFiles('tests')
    .filter(({ text }) => SWITCHED_OFF.test(text))
    .map(({ path }) => path)
  // `skip(condition, reason)` of a test's context, or `skipAllBecause` of tests/support, says why.
  expect(silent).toEqual([])
})
