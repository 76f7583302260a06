/** Checks without cases, in the order in which they run. */
const CHECKS = /** @type {const} */ (['format', 'lint', 'types', 'build'])

/** Vitest projects that run under plain Node, and the one that drives the built app. */
export const SUITES = /** @type {const} */ (['unit', 'scenarios', 'architecture', 'contract'])

/** @typedef {(typeof CHECKS)[number] | (typeof SUITES)[number] | 'e2e'} StepName */

/** @type {readonly StepName[]} */
export const ALL_STEPS = [...CHECKS, ...SUITES, 'e2e']

/**
 * The steps that a command line asks for: those it names, all if it names none.
 * @param {readonly string[]} args
 * @returns {{ readonly steps: readonly StepName[] } | { readonly unknown: readonly string[] }}
 */
export function chooseSteps(args) {
  const unknown = args.filter((name) => !ALL_STEPS.some((step) => step === name))
  if (unknown.length > 0) return { unknown }
  return { steps: args.length === 0 ? ALL_STEPS : ALL_STEPS.filter((step) => args.includes(step)) }
}

/**
 * What has to be made ready for these steps, beside node_modules.
 * @param {readonly StepName[]} steps
 */
export function needsOf(steps) {
  const electron = steps.includes('e2e')
  const models = electron || steps.includes('contract')
  return { electron, models, build: models || steps.includes('build') }
}
