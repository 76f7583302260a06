/** Which of the voices that are here is meant by what was said. */

export interface Voice {
  readonly model: string
  /** Name of the model, for those with one voice only. */
  readonly modelName: string
  /** null: the model has this voice only. */
  readonly id: string | null
  /** BCP 47. */
  readonly language: string
}

const LANGUAGES: Readonly<Record<string, string>> = {
  british: 'en-GB',
  english: 'en-GB',
  uk: 'en-GB',
  英式: 'en-GB',
  英国: 'en-GB',
  american: 'en-US',
  us: 'en-US',
  美式: 'en-US',
  美国: 'en-US',
  australian: 'en-AU',
  irish: 'en-IE',
  scottish: 'en-GB-scotland',
  indian: 'en-IN',
  canadian: 'en-CA',
  german: 'de',
  德国: 'de',
  德语: 'de',
  french: 'fr',
  法国: 'fr',
  法语: 'fr',
  spanish: 'es',
  西班牙语: 'es',
  italian: 'it',
  意大利语: 'it',
  portuguese: 'pt',
  brazilian: 'pt-BR',
  dutch: 'nl',
  polish: 'pl',
  russian: 'ru',
  czech: 'cs',
  slovak: 'sk',
  hungarian: 'hu',
  romanian: 'ro',
  greek: 'el',
  swedish: 'sv',
  finnish: 'fi',
  vietnamese: 'vi',
  hindi: 'hi',
  chinese: 'zh',
  mandarin: 'zh',
  中文: 'zh',
  japanese: 'ja',
  日语: 'ja',
  korean: 'ko',
}

const SEX: readonly (readonly [RegExp, 'f' | 'm'])[] = [
  [/\b(?:female|woman's|women's|girl's|feminine)\b|^女/u, 'f'],
  [/\b(?:male|man's|men's|boy's|masculine)\b|^男/u, 'm'],
]

const ANOTHER =
  /^(?:other|another|next|different|one|another one)$|^(?:另一个|另外一个|别的|其他)$/u
const USUAL = /^(?:default|usual|normal|first|own)$|^默认$/u

/** Kokoro's ids begin with the language's letter and the speaker's sex: `af_heart`. */
export const voiceName = ({ id, modelName }: Voice): string => {
  if (id === null) return modelName.replace(/^(?:Piper|Kokoro) /, '').replace(/ \(.*\)$/, '')
  const name = id.replace(/^[a-z]{2}_/, '')
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** As the id of a voice says; null: nobody knows. */
export const sexOf = ({ id }: Voice): 'f' | 'm' | null => {
  const letter = id === null ? null : /^[a-z]([fm])_/.exec(id)?.[1]
  return letter === 'f' || letter === 'm' ? letter : null
}

const speaks = (voice: Voice, tag: string): boolean =>
  voice.language === tag || voice.language.startsWith(`${tag}-`)

const languageIn = (words: string): string | undefined =>
  words
    .split(' ')
    .map((word) => LANGUAGES[word])
    .find((tag) => tag !== undefined)

/**
 * The voice that is meant, of those that are here; of several the first after the present one, so that who
 * asks again hears the next. `usual`: the model's own. Null: there is none.
 */
export const findVoice = (
  said: string,
  voices: readonly Voice[],
  present: Voice | null,
): Voice | 'usual' | null => {
  const words = said.toLowerCase().trim()
  if (USUAL.test(words)) return 'usual'
  const named = voices.find((voice) => voiceName(voice).toLowerCase() === words)
  if (named !== undefined) return named
  const tag = languageIn(words)
  const sex = SEX.find(([pattern]) => pattern.test(words))?.[1]
  if (tag === undefined && sex === undefined && !ANOTHER.test(words)) return null
  // Who asks for a woman's voice wants their own language spoken by one.
  const language = tag ?? present?.language.slice(0, 2)
  const fitting = voices.filter(
    (voice) =>
      (language === undefined || speaks(voice, language)) &&
      (sex === undefined || sexOf(voice) === sex),
  )
  const at = fitting.findIndex(({ model, id }) => model === present?.model && id === present.id)
  return fitting[(at + 1) % Math.max(1, fitting.length)] ?? null
}
