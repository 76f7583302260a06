// A vitest reporter that writes down what ran, with the reason of every skip, for the summary at the
// end of `npm test`: vitest's own JSON leaves the reasons out.
import { writeFileSync } from 'node:fs'

/** @typedef {import('./test-counts.mjs').SuiteReport} SuiteReport */

// vitest loads reporters by their default export.
// oxlint-disable-next-line import/no-default-export
export default class CountReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly unknown[]} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    const file = process.env['WARBLER_TEST_COUNTS']
    if (file === undefined) return
    /** @type {SuiteReport} */
    const report = {
      tests: modules.flatMap((module) =>
        [...module.children.allTests()].map((test) => {
          const result = test.result()
          return {
            project: module.project.name,
            name: test.fullName,
            state: result.state,
            reason: result.state === 'skipped' ? (result.note ?? '') : '',
          }
        }),
      ),
      // A file that cannot be loaded has no tests; errors between tests belong to none.
      brokenFiles: modules
        .filter((module) => module.errors().length > 0)
        .map((module) => module.relativeModuleId),
      strayErrors: unhandledErrors.length,
    }
    writeFileSync(file, JSON.stringify(report))
  }
}
