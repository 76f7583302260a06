/**
 * @typedef {object} TestReport
 * @property {string} project
 * @property {string} name
 * @property {'passed' | 'failed' | 'skipped' | 'pending'} state `pending`: begun or due, never ended
 * @property {string} reason of a skip; empty if none was given
 */

/**
 * @typedef {object} SuiteReport
 * @property {readonly TestReport[]} tests
 * @property {readonly string[]} brokenFiles test files with errors outside of any test
 * @property {number} strayErrors errors that no test caught
 */

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {readonly { readonly name: string, readonly reason: string }[]} skips
 */

/** @type {Counts} */
export const NO_TESTS = Object.freeze({ passed: 0, failed: 0, skips: [] })

/** What a check without cases (format, lint, types, build) counts. @param {boolean} isFine @returns {Counts} */
export function countCheck(isFine) {
  return isFine ? { ...NO_TESTS, passed: 1 } : { ...NO_TESTS, failed: 1 }
}

/** @param {string} name @param {string} reason @returns {Counts} */
export function countSkip(name, reason) {
  return { ...NO_TESTS, skips: [{ name, reason }] }
}

/**
 * What a vitest run counts. It never counts as fine when vitest itself says that it was not, when it
 * left no report, or when a project that was asked for ran nothing.
 * @param {SuiteReport | undefined} report
 * @param {number} status exit status of vitest
 * @param {readonly string[]} projects that were asked for
 * @returns {Counts}
 */
export function countSuite(report, status, projects) {
  if (report === undefined) return countCheck(false)
  const { tests, brokenFiles, strayErrors } = report
  const emptyProjects = projects.filter((name) => !tests.some((test) => test.project === name))
  const failed =
    tests.filter(({ state }) => state === 'failed' || state === 'pending').length +
    brokenFiles.length +
    strayErrors +
    emptyProjects.length
  return {
    passed: tests.filter(({ state }) => state === 'passed').length,
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skips: tests
      .filter(({ state }) => state === 'skipped')
      .map(({ project, name, reason }) => ({ name: `${project}: ${name}`, reason })),
  }
}

/** @param {readonly Counts[]} all @returns {Counts} */
export function addCounts(all) {
  return {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
    skips: all.flatMap(({ skips }) => skips),
  }
}

/**
 * The last line of `npm test`: plain, so that programs can read it.
 * @param {Counts} counts
 */
export function summaryLine({ passed, failed, skips }) {
  return `${passed} passed, ${failed} failed, ${skips.length} skipped`
}
