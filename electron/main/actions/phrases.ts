import phrases from '../../../resources/prompts/actions.json' with { type: 'json' }

export type PhrasesOfActions = (typeof phrases)['en']

/** What is said of actions; English where nobody has translated it yet: better than silence. */
export const actionPhrases = (language: string): PhrasesOfActions =>
  /^zh\b/i.test(language) ? phrases.zh : phrases.en
