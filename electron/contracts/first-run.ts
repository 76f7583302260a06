import { z } from 'zod'

/** How somebody who is new gets Warbler to work: where they are, and what they chose. */

/** In their order; of some there is nothing to do (`core/first-run/steps.ts`). */
export const FIRST_RUN_STEPS = [
  'way',
  'provider',
  'microphone',
  'loudspeaker',
  'hotkey',
  'wake',
  'exchange',
] as const
export type FirstRunStep = (typeof FIRST_RUN_STEPS)[number]

/** Where hearing, answering and speaking are done: here, at a provider, or some of it each. */
export const FIRST_RUN_WAYS = ['local', 'provider', 'both'] as const
export type FirstRunWay = (typeof FIRST_RUN_WAYS)[number]

export const firstRunSchema = z.object({
  /** Nobody is asked again: they came to the end once, or had used Warbler before. */
  finished: z.boolean(),
  /** Where they are: closed and opened again, the window goes on there. */
  step: z.enum(FIRST_RUN_STEPS),
  way: z.enum(FIRST_RUN_WAYS),
  /** What they passed over, to be found again in the settings. */
  skipped: z.array(z.enum(FIRST_RUN_STEPS)).max(FIRST_RUN_STEPS.length),
})
export type FirstRun = z.infer<typeof firstRunSchema>

/** Of somebody who has used Warbler before. */
export const FIRST_RUN_DONE: FirstRun = {
  finished: true,
  step: 'way',
  way: 'local',
  skipped: [],
}
