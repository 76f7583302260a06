import type { EngineRole } from '../../../contracts/providers.ts'
import { said, type SpokenForm } from '../definition.ts'

/**
 * Who speaks, and what serves. A bare "use the ... voice" is about Warbler only where what stands there is a
 * kind of voice ("use the passive voice" is grammar); with "your" anything may.
 */

/** Accents, languages and kinds of voices, as adjectives. */
const KINDS =
  '(?:british|english|american|us|uk|australian|irish|scottish|indian|canadian|german|french|spanish|italian|portuguese|brazilian|dutch|polish|russian|czech|slovak|hungarian|romanian|greek|swedish|finnish|vietnamese|hindi|chinese|mandarin|japanese|korean|european)'
const SEXES = "(?:female|male|woman's|man's|women's|men's|girl's|boy's|feminine|masculine)"
const KIND = `(?:${KINDS}|${SEXES}|${KINDS} ${SEXES}|${SEXES} ${KINDS}|other|another|next|different|default|usual|normal|first)`
/** Names of the speakers of the models in the catalogue; a test compares. */
const SPEAKERS =
  '(?:alloy|aoede|bella|heart|jessica|kore|nicole|nova|river|sarah|sky|adam|echo|eric|fenrir|liam|michael|onyx|puck|santa|alice|emma|isabella|lily|daniel|fable|george|lewis|dora|alex|siwis|alpha|beta|omega|psi|sara|nicola|joe|norman|kristin|cori|thorsten|davefx|paola|faber|pim|gosia|dmitri|jirka|lili|anna|mihai|rapunzelina|nst|harri|vais1000|xiaobei|xiaoni|xiaoxiao|xiaoyi|yunjian|yunxi|yunxia|yunyang)'
const ACCENT = `(?<name>${KINDS})`

/** A name in Chinese: none of the words that make a sentence of it. */
const NAME_ZH = String.raw`(?:(?![用怎什么吗呢说吧])[\p{L}\p{N}.])`

const named = ({ name = '' }: Readonly<Record<string, string>>) =>
  name === '' ? null : { name: name.trim() }

const USE =
  "(?:i want|i would like|i'd like|let me hear|i hear|use|take|try|choose|pick|select|switch to|change to|speak with|talk with|speak in|talk in|go back to|give me|go to)"

const useVoice: readonly SpokenForm[] = [
  ...said(
    'en',
    [
      `${USE} (?:the |a |an |your )?(?<name>${KIND}|${SPEAKERS}) (?:voice|accent)`,
      `${USE} (?:the |a )?voice (?:of |called |named )?(?<name>${SPEAKERS})`,
      `${USE} (?<name>${SPEAKERS})'s voice`,
      '(?:switch|change|set) (?:your|the) (?:speaking |speech )?voice to (?:the |a |an )?(?<name>[a-z0-9]{2,20})(?: voice| one)?',
      `(?:speak|talk) (?:with|in) (?:a |an |your )${ACCENT} accent`,
      `(?:sound|be) (?<name>british|american|english)`,
      `(?:change|switch) (?:your|the) accent to ${ACCENT}`,
    ],
    named,
  ),
  ...said(
    'en',
    [
      '(?:change|switch) your voice',
      '(?:use|try|take|i want|i would like|let me hear|i hear|give me) (?:another|a different|some other) voice',
      '(?:switch|change) voices?',
      '(?:another|a different) voice',
      'speak with (?:another|a different) voice',
    ],
    () => ({
      name: 'another',
    }),
  ),
  ...said(
    'zh',
    [
      '(?:用|换成|换(?:一)?个|换|使用|切换到|切换成|改用|换到)(?<name>英式|英国|美式|美国|女|男|中文|德国|法国|德语|法语|西班牙语|意大利语|日语|女性|男性|默认|另一个|另外一个|别的|其他)(?:的)?(?:声音|口音|嗓音|声|人的声音|人声音|生)(?:说话)?',
      `(?:把)?(?:你的)?声音(?:换成|改成|换为)(?<name>${NAME_ZH}{1,8}?)(?:的)?(?:声音|声)?`,
    ],
    named,
  ),
  ...said('zh', ['换(?:一)?个(?:别的|其他|另外的)?(?:声音|嗓音)'], () => ({ name: 'another' })),
]

const tellVoice: readonly SpokenForm[] = [
  ...said('en', [
    '(?:what|which) voice (?:are you (?:using|speaking with)|do you (?:use|have|speak with)|is this|is that|is it)(?: now)?',
    'what is (?:your voice called|the name of (?:your|this) voice)',
    '(?:what|which) is your (?:current )?voice',
    '(?:what|which) voices (?:do you have|are there|can you use|have you got)',
    'whose voice is (?:this|that)',
  ]),
  ...said('zh', [
    '(?:你)?(?:现在)?(?:用|用的)(?:的)?是?(?:什么|哪个|哪种|谁的)声音',
    '(?:你)?有(?:哪些|什么|几种)声音',
    '这是谁的声音',
  ]),
]

export const voiceForms = { use: useVoice, tell: tellVoice } as const

const ROLES: Readonly<
  Record<EngineRole, { readonly en: string; readonly doing: string; readonly zh: string }>
> = {
  stt: {
    en: '(?:speech recognition|speech to text|speech recogniser|speech recognizer|recogniser|recognizer)',
    doing: '(?:hearing|listening|transcription|understanding me)',
    zh: '(?:语音识别|识别|听写)',
  },
  llm: {
    en: '(?:language model|brain|llm|l l m|ai model)',
    doing: '(?:answers|answering|thinking)',
    zh: '(?:语言模型|大模型|大脑|回答|思考)',
  },
  tts: {
    en: '(?:speech synthesis|text to speech|voice engine|speech engine|voice model)',
    doing: '(?:speaking|voice|speech)',
    zh: '(?:语音合成|朗读|语音引擎)',
  },
}

const ROLE_NAMES = ['stt', 'llm', 'tts'] as const
/** A product's name, of three words at most. */
const NAME = '[a-z0-9.-]+(?: [a-z0-9.-]+){0,2}'
const LOCAL =
  '(?:this computer|the local (?:one|engine|model)|local|on this computer|the computer itself|my computer)'

const useEngine: readonly SpokenForm[] = ROLE_NAMES.flatMap((role) => {
  const { en, doing, zh } = ROLES[role]
  const withRole = ({ name = '' }: Readonly<Record<string, string>>) =>
    name === '' ? null : { role, name: name.trim() }
  return [
    ...said(
      'en',
      [
        `(?:switch|change|set) (?:the |your )?${en} to (?:the )?(?<name>${NAME})`,
        `use (?<name>${NAME}) (?:as|for) (?:the|your) ${en}`,
        `use (?<name>${NAME}) for your ${doing}`,
        `use (?<name>${LOCAL}) (?:as|for) (?:${en}|${doing})`,
      ],
      withRole,
    ),
    ...said(
      'en',
      [
        ...(role === 'llm'
          ? ['(?:use|switch to|go back to) (?:a |the )?(?:local|on device) models?']
          : []),
        `use (?:a |the )?local ${en}`,
        `use the ${en} on this computer`,
      ],
      () => ({
        role,
        name: 'local',
      }),
    ),
    ...said(
      'zh',
      [
        `(?:把)?(?:你的)?${zh}(?:换成|改成|切换到|切换成|改用|换为)(?<name>${NAME_ZH}{1,20})`,
        `(?:用|使用)(?<name>${NAME_ZH}{1,20}?)(?:来|作为|当|做)${zh}(?:模型|引擎)?`,
      ],
      withRole,
    ),
    ...said('zh', [`(?:用|使用|换成)(?:本地|本机|这台电脑)(?:的)?${zh}(?:模型|引擎)?`], () => ({
      role,
      name: 'local',
    })),
  ]
})

const tellEngine: readonly SpokenForm[] = ROLE_NAMES.flatMap((role) => {
  const { en, zh } = ROLES[role]
  return [
    ...said(
      'en',
      [
        `(?:what|which) ${en} (?:are you (?:using|running)|do you (?:use|run)|is (?:in use|active|running))(?: now| right now)?`,
        `what is your (?:current )?${en}`,
        ...(role === 'llm'
          ? [
              '(?:what|which) (?:ai )?model (?:are you (?:using|running)|do you (?:use|run)|is (?:answering|running))(?: now| right now| here)?',
            ]
          : []),
      ],
      () => ({ role }),
    ),
    ...said(
      'zh',
      [
        `(?:你)?(?:现在)?(?:用|用的)(?:的)?是?(?:什么|哪个|哪种)${zh}(?:模型|引擎)?`,
        ...(role === 'llm' ? ['(?:你)?(?:现在)?(?:用|用的)(?:的)?是?(?:什么|哪个|哪种)模型'] : []),
      ],
      () => ({ role }),
    ),
  ]
})

export const engineForms = { use: useEngine, tell: tellEngine } as const
