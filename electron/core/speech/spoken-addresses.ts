import { applyRules, type TextRule } from './text-rules.ts'

const TOP_LEVEL =
  'com|org|net|edu|gov|io|dev|app|info|co\\.uk|ac\\.uk|de|fr|cn|jp|eu|uk|ca|au|ch|ai|me|tv|so'
const FILE_ENDINGS =
  'js|ts|py|md|txt|json|pdf|csv|html|css|exe|zip|png|jpe?g|mp3|wav|docx?|xlsx?|sh|ya?ml|xml|cpp|rs|go'

const dotted = (host: string): string =>
  host
    .replace(/^www\./i, '')
    .replace(/:\d+$/, '')
    .split('.')
    .join(' dot ')

const hostOf = (address: string): string =>
  address.replace(/^[a-z]+:\/\//i, '').split(/[/?#]/)[0] ?? ''

const localPart = (text: string): string =>
  applyRules(text, [
    [/\./g, ' dot '],
    [/_/g, ' underscore '],
    [/-/g, ' dash '],
    [/\+/g, ' plus '],
  ])

const URL_WITH_SCHEME =
  /\b(?:https?|ftp):\/\/[^\s<>"'，。！？、）]*[^\s<>"'，。！？、）.,;:!?)\]}]/gi
const EMAIL = /\b([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)\b/g
const BARE_HOST = new RegExp(
  `(?<![\\w@.])((?:www\\.)?(?:[a-z0-9-]+\\.)+(?:${TOP_LEVEL}))(?::\\d+)?(?:/[^\\s<>"']*[^\\s<>"'.,;:!?)])?(?![\\w@])`,
  'gi',
)

/** Addresses as a person names them: the host, and nobody reads out the rest. */
export const ENGLISH_ADDRESSES: readonly TextRule[] = [
  [/\bmailto:/gi, ''],
  [URL_WITH_SCHEME, (url) => dotted(hostOf(url))],
  [EMAIL, (_, name = '', host = '') => `${localPart(name)} at ${dotted(host)}`],
  [BARE_HOST, (_, host = '') => dotted(host)],
  [new RegExp(`(?<=\\w)\\.(?=(?:${FILE_ENDINGS})\\b)`, 'gi'), ' dot '],
  [/\b\d+(?:\.\d+){2,}\b/g, (numbers) => numbers.split('.').join(' dot ')],
]

/** In Chinese an address is shown and not said. */
export const addressesDropped: readonly TextRule[] = [
  [URL_WITH_SCHEME, ''],
  [EMAIL, ''],
  [BARE_HOST, ''],
]
