/** Of the catalogue: a model that knows many languages (ISO 639-2 `mul`) names none of them. */
const MANY = 'mul'

/**
 * The language of the conversation, a BCP 47 tag: what the voice speaks, else what the recogniser
 * understands, because an answer that cannot be said is none. English where neither names one.
 */
export const conversationLanguage = (
  voice: readonly string[],
  recognizer: readonly string[],
): string => [...voice, ...recognizer].find((tag) => tag !== MANY) ?? 'en'
