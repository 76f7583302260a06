import type { ModelSnapshot } from '../../contracts/models.ts'
import { sexOf, voiceName, type Voice } from './find-voice.ts'

/** Every voice that is here or can be had, and which of them somebody looks for. */

export interface ListedVoice {
  readonly voice: Voice
  readonly name: string
  readonly sex: 'f' | 'm' | null
  readonly state: 'here' | 'coming' | 'missing'
}

const stateOf = ({ state }: ModelSnapshot): ListedVoice['state'] => {
  switch (state) {
    case 'ready':
      return 'here'
    case 'missing':
    case 'failed':
      return 'missing'
    case 'queued':
    case 'downloading':
    case 'verifying':
    case 'preparing':
    case 'paused':
      return 'coming'
  }
}

const voicesOf = (model: ModelSnapshot): readonly Voice[] => {
  const { id, name: modelName, voices, languages } = model
  return voices.length > 0
    ? voices.map((voice) => ({ model: id, modelName, id: voice.id, language: voice.language }))
    : [{ model: id, modelName, id: null, language: languages[0] ?? 'en' }]
}

/** Those that are here first, the chosen model's before all. */
export const listVoices = (
  models: readonly ModelSnapshot[],
  chosenModel: string | null,
): readonly ListedVoice[] => {
  const rank = (model: ModelSnapshot): number => {
    if (model.id === chosenModel) return 0
    return { here: 1, coming: 2, missing: 3 }[stateOf(model)]
  }
  return models
    .filter(({ kind }) => kind === 'tts')
    .toSorted((one, other) => rank(one) - rank(other))
    .flatMap((model) =>
      voicesOf(model).map((voice) => ({
        voice,
        name: voiceName(voice),
        sex: sexOf(voice),
        state: stateOf(model),
      })),
    )
}

/** Letters without accents, in lower case. */
const plain = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()

/** A word is at the beginning of one of theirs: "male" is not in "female". Chinese has no beginnings. */
const isIn = (text: string, word: string): boolean =>
  /\p{Script=Han}/u.test(word)
    ? text.includes(word)
    : text.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word))

/**
 * Those that every word of the query stands for.
 * @param wordsOf what a voice is called besides its name: language, accent, sex, model
 */
export const searchVoices = (
  voices: readonly ListedVoice[],
  query: string,
  wordsOf: (voice: ListedVoice) => string,
): readonly ListedVoice[] => {
  const words = plain(query)
    .split(/\s+/)
    .filter((word) => word !== '')
  return voices.filter((voice) => {
    const text = plain(`${voice.name} ${wordsOf(voice)}`)
    return words.every((word) => isIn(text, word))
  })
}

/** The languages that there are voices of, most voices first. */
export const languagesOf = (voices: readonly ListedVoice[]): readonly string[] => {
  const counts = new Map<string, number>()
  for (const { voice } of voices) {
    const [language = ''] = voice.language.split('-')
    counts.set(language, (counts.get(language) ?? 0) + 1)
  }
  return [...counts].toSorted(([, one], [, other]) => other - one).map(([language]) => language)
}
