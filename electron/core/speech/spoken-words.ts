import { ordinalWords, romanValue } from './number-words.ts'
import type { TextRule } from './text-rules.ts'

/** Said without its full stop; at the end of the clause the stop stays. */
const abbreviation = (written: string, said: string, flags = 'g'): TextRule => [
  new RegExp(`(?<![\\w.])${written}\\.(?![\\w.])(?:(\\s*$)|)`, flags),
  (_, end) => (end === undefined ? said : `${said}.`),
]
const beforeNumber = (written: string, said: string): TextRule => [
  new RegExp(`(?<!\\w)${written}\\.?\\s?(?=\\d)`, 'g'),
  `${said} `,
]

export const ENGLISH_ABBREVIATIONS: readonly TextRule[] = [
  [/(?<!\w)e\.\s?g\.,?|(?<!\w)eg\.,?/gi, 'for example,'],
  [/(?<!\w)i\.\s?e\.,?|(?<!\w)ie\.,?/gi, 'that is,'],
  abbreviation('etc', 'et cetera', 'gi'),
  [/(?<![\w.])etc\b/g, 'et cetera'],
  [/\bvs\b\.?/gi, 'versus'],
  [/\bet al\b\.?/g, 'and others'],
  abbreviation('approx', 'approximately', 'gi'),
  [/\bca\.(?=\s?\d)/g, 'about'],
  abbreviation('cf', 'compare'),
  [/\b([A-Z][a-z]+) Dr\.(?=,|$|\s[^A-Z])/g, '$1 Drive'],
  [/\b([A-Z][a-z]+) St\.(?=,|$|\s[^A-Z])/g, '$1 Street'],
  abbreviation('St', 'Saint'),
  abbreviation('Dr', 'Doctor'),
  abbreviation('Mr', 'Mister'),
  abbreviation('Mrs', 'Missus'),
  abbreviation('Ms', 'Miss'),
  abbreviation('Prof', 'Professor'),
  abbreviation('Gen', 'General'),
  abbreviation('Col', 'Colonel'),
  abbreviation('Capt', 'Captain'),
  abbreviation('Lt', 'Lieutenant'),
  abbreviation('Sgt', 'Sergeant'),
  abbreviation('Gov', 'Governor'),
  abbreviation('Sen', 'Senator'),
  abbreviation('Rep', 'Representative'),
  abbreviation('Rev', 'Reverend'),
  abbreviation('Hon', 'Honorable'),
  abbreviation('Mt', 'Mount'),
  abbreviation('Ft', 'Fort'),
  abbreviation('Ave', 'Avenue'),
  abbreviation('Blvd', 'Boulevard'),
  abbreviation('Rd', 'Road'),
  abbreviation('Jr', 'Junior'),
  abbreviation('Sr', 'Senior'),
  abbreviation('Inc', 'Incorporated'),
  abbreviation('Ltd', 'Limited'),
  abbreviation('Corp', 'Corporation'),
  abbreviation('Co', 'Company'),
  abbreviation('Dept', 'Department', 'gi'),
  abbreviation('max', 'maximum'),
  beforeNumber('(?:No|no)s?\\.', 'number'),
  beforeNumber('№', 'number'),
  beforeNumber('[Vv]ol\\.', 'volume'),
  beforeNumber('[Ff]ig\\.', 'figure'),
  beforeNumber('[Cc]h\\.', 'chapter'),
  beforeNumber('[Ss]ec\\.', 'section'),
  beforeNumber('pp\\.', 'pages'),
  beforeNumber('p\\.', 'page'),
  beforeNumber('§', 'section'),
  [/\bPh\.\s?D\b\.?/g, 'PhD'],
  [/\bw\/o(?!\w)/g, 'without'],
  [/\bw\/\s?(?=\w)/g, 'with '],
  // U.S., D.C.: without the stops, which would break the sentence apart.
  [
    /(?<![\w.])((?:[A-Z]\.){2,})(?:(\s*$)|)/g,
    (_, letters = '', end) => letters.replace(/\./g, '') + (end === undefined ? '' : '.'),
  ],
  [/(?<=^|[A-Z]\.?\s|[A-Z][a-z]+\s|\bby\s)([A-Z])\.(?=\s*[A-Z])/g, '$1 '],
  [/\bv(?=\d+(?:\.\d+)*\b)/g, 'version '],
]

export const ENGLISH_ROMAN: readonly TextRule[] = [
  [
    /\b(War|Chapter|Part|Volume|Act|Scene|Section|Phase|Type|Bowl|Level|Book|Episode|Rocky)\s+([IVXL]+)\b/g,
    (written, word = '', numeral = '') => {
      const value = romanValue(numeral)
      return value === null ? written : `${word} ${value}`
    },
  ],
  [
    /\b(Louis|Henry|Elizabeth|Charles|George|Edward|Richard|James|William|Philip|Francis|Napoleon|Wilhelm|Frederick|Nicholas|Alexander|Catherine|Peter|Paul|Pius|Leo|Benedict|Gregory|John Paul|Ramesses|Ivan)\s+([IVXL]+)\b(?!\s+(?:am|was|have|will|think|do|would|can)\b)/g,
    (written, name = '', numeral = '') => {
      const value = romanValue(numeral)
      return value === null ? written : `${name} the ${ordinalWords(value)}`
    },
  ],
]

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const power = (text: string): string =>
  text === '2' ? ' squared' : text === '3' ? ' cubed' : ` to the power of ${text}`

export const ENGLISH_SYMBOLS: readonly TextRule[] = [
  [/\bC\+\+/g, 'C plus plus'],
  [/\b([CF])#/g, '$1 sharp'],
  [/\^\{?(-?\w+)\}?/g, (_, exponent = '') => power(exponent)],
  [
    /(?<=[\w)])([⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g,
    (_, signs = '') => power(signs.replace(/./g, (sign) => String(SUPERSCRIPTS.indexOf(sign)))),
  ],
  [/\b(\d+)\s?[xX](?=\s?\d)(?=[^=]*=)/g, '$1 times '],
  [/\b(\d+)\s?[xX]\s?(?=\d)/g, '$1 by '],
  [/\b(\d+(?:\.\d+)?)[xX]\b/g, '$1 times'],
  [/\s?×\s?/g, ' times '],
  [/\s?÷\s?/g, ' divided by '],
  [/(?<=[\d)])\s?−\s?(?=[\d(])/g, ' minus '],
  [/(?<=[\d)])\s-\s(?=[\d(])/g, ' minus '],
  [/(?<=[\d)])-(?=\d[^=]*=)/g, ' minus '],
  [/(?<=\b[a-z])\s?-\s?(?=\d[^=]*=)/g, ' minus '],
  [/(^|[\s(=,:])[-−](?=[\d.])/g, '$1minus '],
  [/\s?(?:->|=>|→|⇒|⟶)\s?/g, ' to '],
  [/\s?≠\s?|\s?!=\s?/g, ' is not equal to '],
  [/\s?≤\s?|\s?<=\s?/g, ' is at most '],
  [/\s?≥\s?|\s?>=\s?/g, ' is at least '],
  [/\s?={1,3}\s?/g, ' equals '],
  [/(?<=\w)\s?<\s?(?=[\w-])/g, ' is less than '],
  [/(?<=\w)\s?>\s?(?=[\w-])/g, ' is greater than '],
  [/(^|\s)<\s?(?=\d)/g, '$1less than '],
  [/(^|\s)>\s?(?=\d)/g, '$1more than '],
  [/(?:≈|~)\s?(?=\d)/g, 'about '],
  [/≈/g, ' is about '],
  [/\s?±\s?/g, ' plus or minus '],
  [/√\s?/g, 'the square root of '],
  [/π/g, ' pi '],
  [/∞/g, ' infinity '],
  [/(\w)\s?\+\s?(?=\w)/g, '$1 plus '],
  [/(\d)\+/g, '$1 plus'],
  [/(^|\s)\+(?=\d)/g, '$1plus '],
  [/(?<![\w.])\.(?=\d)/g, '0.'],
  [/(?<=[A-Z])&(?=[A-Z])/g, '&'],
  [/(?<![A-Z])\s?&\s?|\s?&\s?(?![A-Z])/g, ' and '],
  [/#(?=\d)/g, 'number '],
  [/#(?=\p{L})/gu, ''],
  [/(?<!\w)@(?=\w)/g, 'at '],
  [/°/g, ' degrees '],
  [/\b(s?he|him|his|hers?)\/(?=(?:s?he|hers?|his|him)\b)/gi, '$1 or '],
  [/(?<=[\p{L}\p{N}])\/(?=[\p{L}\p{N}])/gu, ' '],
  [/(?<=\p{L})-(?=\d)/gu, ' '],
  [/(?<=\d)-(?=[A-Z])/g, ' '],
]
