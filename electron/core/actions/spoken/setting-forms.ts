import type { SettingVerb } from '../../../contracts/actions.ts'
import {
  entryOf,
  type ReadableSetting,
  type SettingEntry,
} from '../../../contracts/setting-table.ts'
import { said, type SpokenForm } from '../definition.ts'
import type { SettingWords } from './setting-words.ts'
import { WORDS_EN } from './setting-words.ts'
import { WORDS_ZH } from './setting-words-zh.ts'
import { hoursIn, stepsIn, valueIn } from './spoken-values.ts'

/** How a setting is asked for, out of what it is called: the sentences that go with every setting. */

const MORE = '(?: (?:a (?:little )?bit|a little|a lot|slightly|a notch|some))?'
const THE = '(?:the |your |my )?'
const LEVEL = '(?: (?:level|setting|value))?'
const TO = '(?: down| up| back)? (?:to|at|on|as)'
const VALUE = '(?<value>.+?)'

type Values = (text: string) => unknown

const setEnglish = (noun: string, entry: SettingEntry): readonly string[] => {
  const named = `${THE}${noun}${LEVEL}`
  const sayings = [
    `(?:set|put|turn|change|make|bring|adjust|switch) ${named}${TO} ${VALUE}`,
    // What the recogniser makes of a "set" that is spoken quickly.
    `(?:said|sit) the ${noun}${LEVEL} to ${VALUE}`,
    `(?:turn|bring) ${named} (?:up|down) to ${VALUE}`,
    `${noun}${LEVEL} (?:to|at) ${VALUE}`,
  ]
  return entry.kind === 'number'
    ? [
        ...sayings,
        `(?:raise|increase|lower|reduce|decrease) ${named} to ${VALUE}`,
        `${noun} ${VALUE}`,
        `(?<value>min(?:imum)?|max(?:imum)?|lowest|highest) ${noun}`,
      ]
    : entry.kind === 'choice'
      ? [...sayings, `(?:make|set) ${named} ${VALUE}`]
      : sayings
}

const upEnglish = (noun: string): readonly string[] => [
  `(?:turn|put|crank|bring) (?:${THE}${noun} up|up ${THE}${noun})${MORE}`,
  `(?:raise|increase|boost) ${THE}${noun}(?:${MORE}| by (?:a (?:little )?bit|a little|some)| by (?<by>.+))`,
  `(?:turn|put) ${THE}${noun} up by (?<by>.+)`,
  `(?:(?:a (?:little )?bit|a little|slightly) )?more ${noun}`,
  `(?:make|set) ${THE}${noun}${MORE} (?:higher|longer|bigger)`,
  `${noun} (?:up|higher)`,
]

const downEnglish = (noun: string): readonly string[] => [
  `(?:turn|put|bring) (?:${THE}${noun} down|down ${THE}${noun})${MORE}`,
  `(?:lower|reduce|decrease) ${THE}${noun}(?:${MORE}| by (?:a (?:little )?bit|a little|some)| by (?<by>.+))`,
  `(?:turn|put) ${THE}${noun} down by (?<by>.+)`,
  `(?:(?:a (?:little )?bit|a little|slightly) )?less ${noun}`,
  `(?:make|set) ${THE}${noun}${MORE} (?:lower|shorter|smaller)`,
  `${noun} (?:down|lower)`,
]

const onEnglish = (noun: string): readonly string[] => [
  `(?:turn|switch) (?:on ${THE}${noun}|${THE}${noun} (?:back )?on)`,
  `(?:enable|activate) ${THE}${noun}`,
  `${noun} on`,
]

const offEnglish = (noun: string): readonly string[] => [
  `(?:turn|switch) (?:off ${THE}${noun}|${THE}${noun} (?:back )?off)`,
  `(?:disable|deactivate) ${THE}${noun}`,
  `${noun} off`,
]

const resetEnglish = (noun: string): readonly string[] => [
  `reset ${THE}${noun}${LEVEL}`,
  `(?:set|put|turn|change|bring) ${THE}${noun}${LEVEL} (?:back )?to (?:(?:the |its )?(?:normal|default|usual|standard)(?: value| setting| level)?)`,
  `(?:normal|default|usual) ${noun}`,
]

const tellEnglish = (noun: string, asked: string | undefined, entry: SettingEntry) => {
  const setTo =
    '(?:(?: (?:is|are))?(?: (?:currently|now|right now|at the moment))?(?: (?:set (?:to|at)|at))?)'
  const owner = asked === undefined ? '(?:your|my)' : '(?:the|your|my)'
  const name = asked ?? noun
  if (entry.kind === 'switch') {
    return [
      `(?:is|are) (?:the|your|my) ${name}(?: (?:currently|still))? (?:on|off|enabled|disabled|active)`,
    ]
  }
  return [
    `(?:what|which) (?:is|are) ${owner} (?:current )?${name}${LEVEL}(?: (?:currently|now|right now|at the moment|set to|set at|at))?`,
    `(?:what|which) (?:is|are) your (?:current )?${noun}${LEVEL}(?: (?:currently|now|right now|at the moment|set to|set at|at))?`,
    `what is the current ${noun}${LEVEL}`,
    `(?:what|which) ${name}${LEVEL} (?:do you (?:use|have)|are you using|is set|is active)`,
    `(?:tell|remind|show) me (?:of |about )?${owner} (?:current )?${name}${LEVEL}`,
    `(?:how high|how long|how low) is ${owner} ${name}${setTo}`,
  ]
}

const ZH_TO = '(?:再)?(?:调|设|设置|设定|改|换|变|切换|开)?(?:到|为|成|至|在)'
const ZH_VALUE = '(?<value>[^，]+)'
const ZH_MORE = '(?:一?点儿?|一些|一?下)?'

const setChinese = (noun: string, entry: SettingEntry): readonly string[] => [
  ...(entry.kind === 'number' ? [`${noun}(?<value>百分之[^，]+|\\d+percent)`] : []),
  `把?(?:你的|我的)?${noun}${ZH_TO}${ZH_VALUE}`,
  `(?:设置|设定|调整|设)(?:你的|我的)?${noun}(?:到|为|成|至|在)${ZH_VALUE}`,
]
const upChinese = (noun: string): readonly string[] => [
  `(?:调高|提高|增加|加大|调大|增大)(?:一?点)?(?:你的)?${noun}`,
  `把?(?:你的)?${noun}(?:再)?(?:调|设|开|加|提)?(?:高|大|长|多)${ZH_MORE}`,
]
const downChinese = (noun: string): readonly string[] => [
  `(?:调低|降低|减少|减小|调小)(?:一?点)?(?:你的)?${noun}`,
  `把?(?:你的)?${noun}(?:再)?(?:调|设|开|减|降)?(?:低|小|短|少)${ZH_MORE}`,
]
const onChinese = (noun: string): readonly string[] => [
  `(?:打开|开启|启用|开)${noun}`,
  `把?${noun}(?:打开|开启|启用|开开)`,
]
const offChinese = (noun: string): readonly string[] => [
  `(?:关闭|关掉|关上|停用|禁用|关)${noun}`,
  `把?${noun}(?:关闭|关掉|关上|停用|禁用|关了)`,
]
const resetChinese = (noun: string): readonly string[] => [
  `(?:重置|恢复)(?:默认的?)?${noun}`,
  `把?${noun}(?:恢复|调回|改回)(?:成|到|为)?(?:默认|正常|原来)(?:值|的)?`,
]
const tellChinese = (
  noun: string,
  asked: string | undefined,
  entry: SettingEntry,
): readonly string[] => [
  `${asked ?? noun}(?:现在)?(?:是)?(?:开着|关着|打开|关闭)(?:的)?`,
  ...(entry.kind === 'switch' ? [] : valueChinese(noun, asked)),
]

const valueChinese = (noun: string, asked: string | undefined): readonly string[] => [
  `(?:你的|我的|现在的?|当前的?)*${asked ?? noun}(?:现在|目前)?(?:是|为)?(?:多少|什么|多大|多快|几|多长|哪个|怎么样|多高)`,
  `(?:告诉我)(?:你的|我的|现在的?|当前的?)*${asked ?? noun}`,
  `(?:你的|我的|现在的?|当前的?)+${noun}(?:现在|目前)?(?:是|为)?(?:多少|什么|多大|几|多长|开着|关着)`,
]

const MUCH_EN = /\b(?:a lot|much|way)\b/
const MUCH_ZH = /得多|很多/u

/** How the verb is asked of the setting, in both languages. */
export const formsOf = (setting: ReadableSetting, verb: SettingVerb): readonly SpokenForm[] => [
  ...formsIn('en', setting, verb, WORDS_EN[setting]),
  ...formsIn('zh', setting, verb, WORDS_ZH[setting]),
]

const formsIn = (
  language: 'en' | 'zh',
  setting: ReadableSetting,
  verb: SettingVerb,
  words: SettingWords,
): readonly SpokenForm[] => {
  const entry = entryOf(setting)
  const isEnglish = language === 'en'
  const { nouns, asked } = words
  switch (verb) {
    case 'tell':
      return said(language, [
        ...(isEnglish ? tellEnglish(nouns, asked, entry) : tellChinese(nouns, asked, entry)),
        ...(words.tell ?? []),
      ])
    case 'step':
      if (!isStepped(entry)) return []
      return [
        ...said(
          language,
          [...(words.up ?? []), ...(isEnglish ? upEnglish(nouns) : upChinese(nouns))],
          stepsIn(entry, 1, isEnglish ? MUCH_EN : MUCH_ZH),
        ),
        ...said(
          language,
          [...(words.down ?? []), ...(isEnglish ? downEnglish(nouns) : downChinese(nouns))],
          stepsIn(entry, -1, isEnglish ? MUCH_EN : MUCH_ZH),
        ),
      ]
    case 'set':
      return setForms(language, entry, words)
    case 'reset':
      return isStepped(entry)
        ? said(language, isEnglish ? resetEnglish(nouns) : resetChinese(nouns))
        : []
    case 'show':
      return []
  }
}

/** "More" and "less" mean something. */
const isStepped = (entry: SettingEntry): boolean =>
  entry.kind === 'number' || (entry.kind === 'choice' && entry.ordered)

const setForms = (
  language: 'en' | 'zh',
  entry: SettingEntry,
  words: SettingWords,
): readonly SpokenForm[] => {
  const isEnglish = language === 'en'
  const { nouns } = words
  const off = [...(words.off ?? []), ...(isEnglish ? offEnglish(nouns) : offChinese(nouns))]
  const on = [...(words.on ?? []), ...(isEnglish ? onEnglish(nouns) : onChinese(nouns))]
  switch (entry.kind) {
    case 'switch':
      return [
        ...said(language, on, () => ({ value: true })),
        ...said(language, off, () => ({ value: false })),
      ]
    case 'number':
    case 'choice': {
      const value: Values = valueIn(entry, words.values ?? {}, language)
      const sayings = [
        ...(words.set ?? []),
        ...(isEnglish ? setEnglish(nouns, entry) : setChinese(nouns, entry)),
      ]
      const set = said(language, sayings, ({ value: text = '' }) => {
        const found = value(text)
        return found === undefined ? null : { value: found }
      })
      const none = entry.kind === 'number' && entry.off !== undefined ? { value: entry.off } : null
      return none === null ? set : [...set, ...said(language, off, () => none)]
    }
    case 'hours':
      return [
        ...said(language, words.set ?? [], hoursIn),
        ...said(language, off, () => ({ value: null })),
      ]
    case 'told':
    case 'own':
    case 'none':
      return []
  }
}
