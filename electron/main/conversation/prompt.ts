import type { ChatMessage } from '../../contracts/workers.ts'
import { assemblePrompt } from '../../core/agent/assemble-prompt.ts'
import { choosePersona, type AnswerWishes } from '../../core/agent/persona.ts'
import type { HistoryTurn } from '../../core/conversation/state.ts'
import personas from '../../../resources/prompts/personas.json' with { type: 'json' }

/** What the models in use ask of a prompt. */
export interface PromptBudget {
  readonly contextTokens: number
  /** The model's own system prompt, where it makes sense only with that one. */
  readonly systemPrompt: string | undefined
  /** BCP 47 tag of the language that is spoken. */
  readonly language: string
}

/** A spoken answer: 200 tokens are about a minute of speech. */
export const MAXIMUM_REPLY_TOKENS = 240

const pad = (value: number) => String(value).padStart(2, '0')

/** Local time as ISO 8601 without a zone. */
const localTime = (now: Date): string =>
  `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}` +
  `T${pad(now.getHours())}:${pad(now.getMinutes())}`

/** Makes the prompts of a conversation; without `text`, the prefix that every next one begins with. */
export const promptFor =
  (budget: () => PromptBudget, wishes: () => AnswerWishes) =>
  (history: readonly HistoryTurn[], text: string | null): readonly ChatMessage[] => {
    const { contextTokens, systemPrompt, language } = budget()
    const asked: readonly HistoryTurn[] =
      text === null ? [] : [{ speaker: 'person', text, status: 'complete' }]
    return assemblePrompt({
      persona: choosePersona(personas, language, wishes(), systemPrompt),
      history: [...history, ...asked],
      now: localTime(new Date()),
      contextTokens,
      reserveTokens: MAXIMUM_REPLY_TOKENS,
      language,
    })
  }
