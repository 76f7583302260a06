import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { CodedFailure } from '../../contracts/errors.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import type { TurnDetector } from '../ports.ts'

/**
 * A turn detector without a model, for tests and for trying the app out: gives the probabilities of
 * its script one after the other and goes on with the last. Engine name `scripted`; the script is
 * the model's `options`.
 */
const scriptSchema = z.object({
  probabilities: z.array(z.number().min(0).max(1)).default([0.9]),
  delayMs: z.number().nonnegative().default(0),
  /** Questions (from the first, 0) that fail. */
  failAt: z.array(z.number().int()).default([]),
  failOnLoad: z.boolean().default(false),
})
type TurnScript = z.input<typeof scriptSchema>

interface ScriptedTurnDetector extends TurnDetector {
  /** Length of the sound of each question. */
  readonly asked: readonly number[]
}

const refusal = () => new CodedFailure({ code: 'turn.failed', detail: 'the script says so' })

export const createScriptedTurnDetector = (
  script: TurnScript = {},
  id = 'scripted',
): ScriptedTurnDetector => {
  const { probabilities, delayMs, failAt } = scriptSchema.parse(script)
  const asked: number[] = []
  return {
    id,
    asked,
    complete: async (samples) => {
      const turn = asked.push(samples.length) - 1
      if (delayMs > 0) await delay(delayMs)
      if (failAt.includes(turn)) throw refusal()
      return probabilities[turn] ?? probabilities.at(-1) ?? 0
    },
    dispose: () => Promise.resolve(),
  }
}

/** @throws CodedFailure `turn.failed` if the script says so */
export const openScriptedTurnDetector = (model: EngineModel): ScriptedTurnDetector => {
  if (scriptSchema.parse(model.options).failOnLoad) throw refusal()
  return createScriptedTurnDetector(model.options, model.id)
}
