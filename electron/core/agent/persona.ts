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

/** By language (`resources/prompts/personas.json`). */
export type Personas = Readonly<Record<string, Persona>>

/**
 * The persona for a conversation: the model's own system prompt where it makes sense only with that
 * one (catalogue: `engineOptions.systemPrompt`), else the one in the language, else English.
 */
export const choosePersona = (
  personas: Personas,
  language: string,
  ownSystemPrompt?: string,
): Persona =>
  ownSystemPrompt === undefined
    ? (personas[language.toLowerCase().split('-')[0] ?? ''] ??
      personas['en'] ?? { system: '', examples: [] })
    : { system: ownSystemPrompt, examples: [] }

export const examplesOf = ({ examples }: Persona): readonly ChatMessage[] =>
  examples.flatMap(({ person, assistant }) => [
    { role: 'user' as const, text: person },
    { role: 'assistant' as const, text: assistant },
  ])
