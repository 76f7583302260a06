import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { CodedFailure } from '../../contracts/errors.ts'
import type { ChatMessage, EngineModel, FinishReason } from '../../contracts/workers.ts'
import type { LanguageModel } from '../ports.ts'

/**
 * A language model that says what a table tells it to: for tests, and for trying the app out
 * without a model. Engine name `scripted`; the script is the model's `options`.
 */
const ruleSchema = z.object({
  /** Matched against the newest message of the person, ignoring case. */
  when: z.string().default(''),
  /** `{user}` stands for that message. A text is cut into words; a list is the deltas themselves. */
  say: z.union([z.string(), z.array(z.string())]),
  /** Time before the first delta. */
  firstDelayMs: z.number().nonnegative().default(0),
  /** Time before every later one. */
  deltaDelayMs: z.number().nonnegative().default(0),
  /** How it ends: a `hang` says nothing more until it is aborted. */
  end: z.enum(['stop', 'fail', 'hang']).default('stop'),
  /** Deltas that are said before a failure or hang; all of them if absent. */
  endAfterDeltas: z.number().int().nonnegative().optional(),
  /** How likely the person's words are all, as far as it can tell; absent where it cannot. */
  completeness: z.number().min(0).max(1).optional(),
})
const scriptSchema = z.object({
  rules: z.array(ruleSchema).prefault([{ say: 'You said: {user}' }]),
  contextTokens: z.number().int().positive().default(4096),
  prewarmDelayMs: z.number().nonnegative().default(0),
  failOnLoad: z.boolean().default(false),
})
export type Script = z.input<typeof scriptSchema>
type Rule = z.infer<typeof ruleSchema>

/** What it was asked, in order. */
interface ScriptedCall {
  readonly type: 'prewarm' | 'generate'
  readonly messages: readonly ChatMessage[]
  /** How it ended; null while it runs. */
  readonly outcome: FinishReason | 'failed' | 'done' | null
}

export interface ScriptedLanguageModel extends LanguageModel {
  readonly calls: readonly ScriptedCall[]
}

/** Waits; resolves at once when the signal aborts. */
type Sleep = (delayMs: number, signal: AbortSignal) => Promise<void>

const realSleep: Sleep = (delayMs, signal) =>
  delay(delayMs, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error
  })

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

const lastUserText = (messages: readonly ChatMessage[]): string =>
  messages.findLast(({ role }) => role === 'user')?.text ?? ''

/** `begun`: the beginning of the reply, where one is to be continued. */
const deltasOf = (rule: Rule, user: string, begun: string): readonly string[] => {
  const fill = (text: string) => text.replaceAll('{user}', user)
  if (begun === '' && typeof rule.say !== 'string') return rule.say.map(fill)
  const whole = fill(typeof rule.say === 'string' ? rule.say : rule.say.join(''))
  const rest = whole.startsWith(begun) ? whole.slice(begun.length) : ` ${whole}`
  return rest.match(/\s*\S+/gu) ?? []
}

const begunReply = (messages: readonly ChatMessage[]): string => {
  const last = messages.at(-1)
  return last?.role === 'assistant' ? last.text.trimEnd() : ''
}

/** Words and marks, roughly as a tokenizer counts them. */
const countTokens = (messages: readonly ChatMessage[]): number =>
  messages.reduce((sum, { text }) => sum + (text.match(/\w+|[^\w\s]/gu)?.length ?? 0) + 4, 0)

export const createScriptedLanguageModel = (
  script: Script,
  { id = 'scripted', sleep = realSleep }: { readonly id?: string; readonly sleep?: Sleep } = {},
): ScriptedLanguageModel => {
  const { rules, contextTokens, prewarmDelayMs } = scriptSchema.parse(script)
  const calls: ScriptedCall[] = []
  const begin = (type: ScriptedCall['type'], messages: readonly ChatMessage[]) => {
    const at = calls.push({ type, messages, outcome: null }) - 1
    return (outcome: ScriptedCall['outcome']) => {
      calls[at] = { type, messages, outcome }
    }
  }
  const ruleFor = (user: string): Rule =>
    rules.find(({ when }) => new RegExp(when, 'iu').test(user)) ??
    ruleSchema.parse({ say: 'I have nothing to say to that.' })

  return {
    id,
    contextTokens,
    calls,
    prewarm: async (messages, signal) => {
      const end = begin('prewarm', messages)
      await sleep(prewarmDelayMs, signal)
      end(signal.aborted ? 'cancelled' : 'done')
    },
    generate: async function* (messages, { maximumTokens, signal }) {
      const end = begin('generate', messages)
      const user = lastUserText(messages)
      const rule = ruleFor(user)
      const all = deltasOf(rule, user, begunReply(messages))
      const deltas = rule.end === 'stop' ? all : all.slice(0, rule.endAfterDeltas ?? all.length)
      let said = 0
      if (rule.completeness !== undefined && !signal.aborted) {
        yield { type: 'completeness', probability: rule.completeness }
      }
      for (const text of deltas.slice(0, maximumTokens)) {
        await sleep(said === 0 ? rule.firstDelayMs : rule.deltaDelayMs, signal)
        if (signal.aborted) break
        said += 1
        yield { type: 'delta', text }
      }
      if (!signal.aborted && rule.end === 'fail') {
        end('failed')
        throw new CodedFailure({ code: 'llm.failed', detail: 'the script says so' })
      }
      if (!signal.aborted && rule.end === 'hang') await untilAborted(signal)
      const cut: FinishReason = deltas.length > maximumTokens ? 'length' : 'stop'
      const finishReason: FinishReason = signal.aborted ? 'cancelled' : cut
      end(finishReason)
      yield {
        type: 'finish',
        finishReason,
        promptTokens: Math.min(contextTokens - said, countTokens(messages)),
        completionTokens: said,
      }
    },
    dispose: () => Promise.resolve(),
  }
}

/** Opens the script in an `EngineModel`'s options. Throws a `CodedFailure` if the script says so. */
export const openScriptedModel = async (model: EngineModel): Promise<ScriptedLanguageModel> => {
  const script = scriptSchema.parse(model.options)
  if (script.failOnLoad)
    throw new CodedFailure({ code: 'llm.failed', detail: 'the script says so' })
  return createScriptedLanguageModel(script, { id: model.id })
}
