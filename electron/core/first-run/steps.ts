import {
  FIRST_RUN_STEPS,
  type FirstRun,
  type FirstRunStep,
  type FirstRunWay,
} from '../../contracts/first-run.ts'

/** Which steps a first run has, and the way through them. Pure. */

/** The steps of somebody who goes this way, in order: without a provider there is none to set up. */
export const stepsFor = (way: FirstRunWay): readonly FirstRunStep[] =>
  FIRST_RUN_STEPS.filter((step) => step !== 'provider' || way !== 'local')

const moved = (place: FirstRun, by: 1 | -1): FirstRun => {
  const steps = stepsFor(place.way)
  const next = steps[Math.max(0, steps.indexOf(place.step)) + by]
  return next === undefined ? place : { ...place, step: next }
}

/** The step is done: on to the next one; from the last there is none. */
export const goOn = (place: FirstRun): FirstRun =>
  moved({ ...place, skipped: place.skipped.filter((step) => step !== place.step) }, 1)

/** Past this step, which is remembered. */
export const skip = (place: FirstRun): FirstRun =>
  moved({ ...place, skipped: [...new Set([...place.skipped, place.step])] }, 1)

export const goBack = (place: FirstRun): FirstRun => moved(place, -1)

/** Another way, on the same step: of a provider that is not used any more nothing was skipped. */
export const chooseWay = (place: FirstRun, way: FirstRunWay): FirstRun => {
  const steps = stepsFor(way)
  return {
    ...place,
    way,
    step: steps.includes(place.step) ? place.step : 'way',
    skipped: place.skipped.filter((step) => steps.includes(step)),
  }
}

/** They are through, or want to hear no more of it; opened again, it begins anew. */
export const finish = (place: FirstRun): FirstRun => ({ ...place, finished: true, step: 'way' })

/** "2 of 6". */
export const progressOf = ({
  step,
  way,
}: FirstRun): { readonly number: number; readonly count: number } => {
  const steps = stepsFor(way)
  return { number: Math.max(0, steps.indexOf(step)) + 1, count: steps.length }
}
