import type { ErrorCode } from '../../contracts/errors.ts'
import { soundsOf } from './sounds.ts'

/** Why a phrase cannot be used to call by. */
type PhraseFault = 'too-short' | 'too-common' | 'unreadable'

/** What a person is told of each. */
export const PHRASE_FAULT_CODES = {
  'too-short': 'wake.phrase-too-short',
  'too-common': 'wake.phrase-too-common',
  unreadable: 'wake.phrase-unreadable',
} as const satisfies Readonly<Record<PhraseFault, ErrorCode>>

type PhraseVerdict =
  | { readonly usable: true; readonly phrase: string }
  /** `better`: a phrase that would do, made out of the one that was typed; null: none can be made. */
  | { readonly usable: false; readonly fault: PhraseFault; readonly better: string | null }

/**
 * Fewer sounds are heard in ordinary speech all the time: "hey you" is in "they used". Porcupine asks
 * for six phonemes as well.
 */
const FEWEST_SOUNDS = 6
const FEWEST_SYLLABLES = 3
/** A Han character is a syllable, of which there are 400: three of them are still a common phrase. */
const FEWEST_HAN = 3

/** Of the phrase something must not be among the words that people say all day. */
const COMMON: ReadonlySet<string> = new Set(
  [
    'a an the and or but so if because as of to in on at for with from by about into over up down out off',
    'i you he she it we they me him her us them my your his our their this that these those here there',
    'is are was were be been am do does did have has had can could will would should may might must get got',
    'what who when where why how which yes no yeah okay ok hey hi hello oh well now then just like really very',
    'good morning evening night day today tomorrow please thank thanks sorry right left all some any more most',
    'go going come coming see look know think want need make take give say said tell time people thing things',
    'man woman home house work back one two three four five six seven eight nine ten first last next again also',
    'hold wait stop start listen help play turn open close computer phone music light lights television telephone',
    'baby honey mom mum dad everybody everyone something anything nothing never ever always maybe of course',
    "let's it's i'm don't that's what's you're can't there's",
  ].flatMap((line) => line.split(' ')),
)
const COMMON_ZH =
  /^(?:你好|您好|大家好|谢谢|对不起|没关系|什么|怎么|为什么|可以|不是|就是|这个|那个|我们|你们|他们|今天|明天|现在|知道|好的|早上好|晚上好)+[吗呢吧啊]?$/u

const syllablesOf = (sounds: string): number => sounds.match(/[aeiou]+/g)?.length ?? 0

const isCommon = (phrase: string): boolean => {
  const words = phrase
    .toLowerCase()
    .replaceAll(/[’`]/gu, "'")
    .match(/[\p{L}\p{N}']+/gu)
  return (
    (words !== null && words.every((word) => COMMON.has(word))) ||
    COMMON_ZH.test(phrase.replaceAll(/[^\p{L}]/gu, ''))
  )
}

const faultOf = (phrase: string): PhraseFault | null => {
  const han = phrase.match(/\p{Script=Han}/gu)?.length ?? 0
  const letters = phrase.match(/\p{Script=Latin}/gu)?.length ?? 0
  if (han + letters === 0) return 'unreadable'
  if (han > 0 && letters === 0) {
    if (han < FEWEST_HAN) return 'too-short'
  } else {
    const sounds = soundsOf(phrase)
    if (sounds.length < FEWEST_SOUNDS || syllablesOf(sounds) + han < FEWEST_SYLLABLES) {
      return 'too-short'
    }
  }
  return isCommon(phrase) ? 'too-common' : null
}

/** Whether Warbler can be called by a phrase, and if not, why, and by which one it can. */
export const usablePhrase = (typed: string): PhraseVerdict => {
  const phrase = typed.trim().replaceAll(/\s+/gu, ' ')
  const fault = faultOf(phrase)
  if (fault === null) return { usable: true, phrase }
  return { usable: false, fault, better: fault === 'unreadable' ? null : betterThan(phrase) }
}

/** A phrase that is heard by accident, with a word in it that hardly anybody says. */
export const longerPhrase = (phrase: string): string =>
  /\p{Script=Han}/u.test(phrase) ? `${phrase}小莺` : `${phrase} Warbler`

const betterThan = (phrase: string): string | null => {
  const isChinese = /\p{Script=Han}/u.test(phrase)
  const candidates = isChinese
    ? [`你好${phrase}`, `嘿${phrase}`, `${phrase}小莺`]
    : [`Hey ${phrase}`, `Okay ${phrase}`, `${phrase} Warbler`, `Hey ${phrase} Warbler`]
  return candidates.find((candidate) => faultOf(candidate) === null) ?? null
}
