import type { AnswerLength } from '../../contracts/settings.ts'
import type { ChatMessage } from '../../contracts/workers.ts'

/** Who speaks: what the model is told, and how it is shown to talk. */
export interface Persona {
  readonly system: string
  /**
   * Shown as if they had been said before. A model of half a billion parameters takes its manner
   * from three examples sooner than from any instruction, and they cost nothing once they are warm.
   */
  readonly examples: readonly { readonly person: string; readonly assistant: string }[]
}

/** A persona before it is known what the person wishes. */
interface PersonaTemplate extends Persona {
  /** What stands for `{length}` in the system prompt. */
  readonly lengths: Readonly<Record<AnswerLength, string>>
  /** A sentence for the person's own `{instructions}`. */
  readonly heed: string
}

/** By language (`resources/prompts/personas.json`). */
type Personas = Readonly<Record<string, PersonaTemplate>>

/** What a person wishes of every answer. */
export interface AnswerWishes {
  readonly answerLength: AnswerLength
  /** In their own words; empty: nothing. */
  readonly instructions: string
}

const NOTHING: PersonaTemplate = {
  system: '',
  examples: [],
  lengths: { brief: '', balanced: '', thorough: '' },
  heed: '{instructions}',
}

/**
 * The persona for a conversation: the model's own system prompt where it makes sense only with that
 * one (catalogue: `engineOptions.systemPrompt`), else the one in the language, else English. The person's
 * own instructions stand last: small models heed best what they read last.
 */
export const choosePersona = (
  personas: Personas,
  language: string,
  { answerLength, instructions }: AnswerWishes,
  ownSystemPrompt?: string,
): Persona => {
  const template = personas[language.toLowerCase().split('-')[0] ?? ''] ?? personas['en'] ?? NOTHING
  const length = template.lengths[answerLength]
  const own = {
    system: ownSystemPrompt ?? template.system.replace('{length}', () => length),
    examples: ownSystemPrompt === undefined ? template.examples : [],
  }
  if (instructions === '') return own
  const heed = template.heed.replace('{instructions}', () => instructions)
  return { ...own, system: own.system === '' ? heed : `${own.system}\n${heed}` }
}

export const examplesOf = ({ examples }: Persona): readonly ChatMessage[] =>
  examples.flatMap(({ person, assistant }) => [
    { role: 'user' as const, text: person },
    { role: 'assistant' as const, text: assistant },
  ])
