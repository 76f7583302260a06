import { cardinalWords, digitsApart, ordinalWords } from './number-words.ts'
import { NUMBER, type TextRule } from './text-rules.ts'

const grouped = (text: string): string =>
  text
    .split(/[^\d+]+/)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('+') ? `plus ${digitsApart(part)}` : digitsApart(part)))
    .join(', ')

/** Telephone numbers are said digit by digit, in their groups. */
export const ENGLISH_TELEPHONE: readonly TextRule[] = [
  [/(?<!\w)\+\d{1,3}(?:[\s.-]?\(?\d{1,4}\)?){2,5}\b/g, grouped],
  [/(?<![\w-])(?:1[\s.-])?(?:\(\d{3}\)\s?|\d{3}[\s.-])\d{3}[\s.-]\d{4}\b/g, grouped],
  [/(?<![\w-])555-\d{4}\b/g, grouped],
  [
    /\b((?:call|dial|phone|ring|text|number is|extension)\s+)(\d{3,6}(?:-\d{4})?)(?=\W|$)(?!\s+(?:people|times|men|women))/gi,
    (_, before = '', number = '') => before + grouped(number),
  ],
]

interface Currency {
  readonly one: string
  readonly many: string
  readonly cent: string
  readonly cents: string
}
const DOLLAR: Currency = { one: 'dollar', many: 'dollars', cent: 'cent', cents: 'cents' }
const CURRENCIES: Readonly<Record<string, Currency>> = {
  $: DOLLAR,
  '€': { one: 'euro', many: 'euros', cent: 'cent', cents: 'cents' },
  '£': { one: 'pound', many: 'pounds', cent: 'penny', cents: 'pence' },
  '¥': { one: 'yen', many: 'yen', cent: 'sen', cents: 'sen' },
  '₹': { one: 'rupee', many: 'rupees', cent: 'paisa', cents: 'paise' },
}
const CODES: Readonly<Record<string, string>> = {
  USD: 'US dollars',
  EUR: 'euros',
  GBP: 'pounds',
  JPY: 'yen',
  CNY: 'yuan',
  RMB: 'yuan',
  CHF: 'Swiss francs',
  CAD: 'Canadian dollars',
  AUD: 'Australian dollars',
}
const SCALES: Readonly<Record<string, string>> = {
  k: 'thousand',
  m: 'million',
  mn: 'million',
  b: 'billion',
  bn: 'billion',
  t: 'trillion',
  tn: 'trillion',
}

const money = (symbol: string, amount: string, scale: string | undefined): string => {
  const currency = CURRENCIES[symbol] ?? DOLLAR
  if (scale !== undefined)
    return `${amount} ${SCALES[scale.toLowerCase()] ?? scale} ${currency.many}`
  const [whole = '', cents] = amount.split('.')
  const named = `${whole} ${whole === '1' ? currency.one : currency.many}`
  if (cents === undefined || /^0+$/.test(cents)) return named
  if (cents.length !== 2) return `${amount} ${currency.many}`
  const small = `${Number(cents)} ${cents === '01' ? currency.cent : currency.cents}`
  return whole === '0' ? small : `${named} and ${small}`
}

const SCALE = '(?:\\s?(thousand|million|billion|trillion|[kKMBT]|bn|mn|tn|m)(?![\\w]))?'

export const ENGLISH_MONEY: readonly TextRule[] = [
  [new RegExp(`(${NUMBER})\\s?([€£¥₹])`, 'g'), '$2$1'],
  [new RegExp(`([$€£¥₹])(${NUMBER})\\s?[-–]\\s?[$€£¥₹]?(?=\\d)`, 'g'), '$2 to $1'],
  [
    new RegExp(
      `(?:US|CA|AU)?([$€£¥₹])\\s?(${NUMBER})(?=[\\s-](?:bill|note|coin|gift|fee|fine|check|ticket|budget|deal|prize)\\b)[\\s-]`,
      'g',
    ),
    (_, symbol = '', amount = '') => `${amount} ${(CURRENCIES[symbol] ?? DOLLAR).one} `,
  ],
  [
    new RegExp(`(?:US|CA|AU)?([$€£¥₹])\\s?(${NUMBER})${SCALE}`, 'g'),
    (_, symbol = '', amount = '', scale) => money(symbol, amount, scale),
  ],
  [new RegExp(`(${NUMBER})\\s?¢`, 'g'), '$1 cents'],
  [
    new RegExp(`(${NUMBER})\\s?(${Object.keys(CODES).join('|')})\\b`, 'g'),
    (_, amount = '', code = '') => `${amount} ${CODES[code] ?? code}`,
  ],
]

export const ENGLISH_RANGES: readonly TextRule[] = [
  [/(?<![\w.-])\d+(?:-\d+){2,}(?![\w-])/g, (numbers) => numbers.split('-').join(' ')],
  [
    new RegExp(
      `(?<![\\w.-])(${NUMBER}\\s?(?:%|°[CF]?|k|km|m|cm|kg|g|GB|MB)?)\\s?–\\s?(?=[-−]?\\d)`,
      'g',
    ),
    '$1 to ',
  ],
  [
    new RegExp(`(?<![\\w.-])(${NUMBER}(?:%|°[CF]?|k|km|m|cm|kg|g|GB|MB)?)-(?=\\d)(?![^=]*=)`, 'g'),
    '$1 to ',
  ],
  [/(?<=\p{L})–(?=\p{L})/gu, ' to '],
]

type Unit = readonly [written: string, one: string, many: string]
const UNITS: readonly Unit[] = [
  ['km\\/h|kph|kmh', 'kilometer per hour', 'kilometers per hour'],
  ['mph', 'mile per hour', 'miles per hour'],
  ['m\\/s', 'meter per second', 'meters per second'],
  ['km²|km2|sq\\.? km', 'square kilometer', 'square kilometers'],
  ['m²|m2|sq\\.? m|sqm', 'square meter', 'square meters'],
  ['m³|m3', 'cubic meter', 'cubic meters'],
  ['cm²|cm2', 'square centimeter', 'square centimeters'],
  ['cm³|cm3|cc', 'cubic centimeter', 'cubic centimeters'],
  ['ft²|ft2|sq\\.? ft', 'square foot', 'square feet'],
  ['sq\\.? mi', 'square mile', 'square miles'],
  ['km', 'kilometer', 'kilometers'],
  ['cm', 'centimeter', 'centimeters'],
  ['mm', 'millimeter', 'millimeters'],
  ['µm|μm', 'micrometer', 'micrometers'],
  ['nm', 'nanometer', 'nanometers'],
  ['m', 'meter', 'meters'],
  ['mi', 'mile', 'miles'],
  ['ft', 'foot', 'feet'],
  ['yd|yds', 'yard', 'yards'],
  ['kg|kgs', 'kilogram', 'kilograms'],
  ['mg', 'milligram', 'milligrams'],
  ['µg|μg|mcg', 'microgram', 'micrograms'],
  ['g', 'gram', 'grams'],
  ['lbs?', 'pound', 'pounds'],
  ['oz', 'ounce', 'ounces'],
  ['L|l', 'liter', 'liters'],
  ['mL|ml', 'milliliter', 'milliliters'],
  ['gal', 'gallon', 'gallons'],
  ['tbsp', 'tablespoon', 'tablespoons'],
  ['tsp', 'teaspoon', 'teaspoons'],
  ['kWh', 'kilowatt hour', 'kilowatt hours'],
  ['kW', 'kilowatt', 'kilowatts'],
  ['MW', 'megawatt', 'megawatts'],
  ['GW', 'gigawatt', 'gigawatts'],
  ['W', 'watt', 'watts'],
  ['mAh', 'milliamp hour', 'milliamp hours'],
  ['V', 'volt', 'volts'],
  ['kHz', 'kilohertz', 'kilohertz'],
  ['MHz', 'megahertz', 'megahertz'],
  ['GHz', 'gigahertz', 'gigahertz'],
  ['Hz', 'hertz', 'hertz'],
  ['[kK]B', 'kilobyte', 'kilobytes'],
  ['MB', 'megabyte', 'megabytes'],
  ['GB', 'gigabyte', 'gigabytes'],
  ['TB', 'terabyte', 'terabytes'],
  ['Mbps|Mbit\\/s|Mb\\/s', 'megabit per second', 'megabits per second'],
  ['Gbps|Gbit\\/s|Gb\\/s', 'gigabit per second', 'gigabits per second'],
  ['MB\\/s', 'megabyte per second', 'megabytes per second'],
  ['fps', 'frame per second', 'frames per second'],
  ['rpm', 'revolution per minute', 'revolutions per minute'],
  ['dB', 'decibel', 'decibels'],
  ['kcal', 'kilocalorie', 'kilocalories'],
  ['cal', 'calorie', 'calories'],
  ['ha', 'hectare', 'hectares'],
  ['px', 'pixel', 'pixels'],
  ['ms', 'millisecond', 'milliseconds'],
  ['s|secs?', 'second', 'seconds'],
  ['mins?', 'minute', 'minutes'],
  ['h|hrs?', 'hour', 'hours'],
  ['°\\s?C|℃', 'degree Celsius', 'degrees Celsius'],
  ['°\\s?F|℉', 'degree Fahrenheit', 'degrees Fahrenheit'],
  ['°|º', 'degree', 'degrees'],
]

const unitRule = ([written, one, many]: Unit): TextRule => [
  new RegExp(`(?<![\\w.])(${NUMBER})[\\s-]?(?:${written})(?![\\w/²³'’])(?:\\.(?=\\s+[a-z]))?`, 'g'),
  (_, amount = '') => `${amount} ${amount === '1' ? one : many}`,
]

export const ENGLISH_UNITS: readonly TextRule[] = [
  [/(\d)['′’]\s?(\d{1,2})(?:["″”]|'')/g, '$1 foot $2'],
  [/(\d)\s?%/g, '$1 percent'],
  [/%/g, ' percent'],
  [/\bsq\.?\s(?=km|ft|mi|m\b)/g, 'sq '],
  ...UNITS.map(unitRule),
  // One quotation mark alone, behind a number, is inches.
  [/^([^"]*\d)"([^"]*)$/, '$1 inch$2'],
  [
    /(?<![\w.])(\d+(?:\.\d+)?)\s?([kKMB])\b/g,
    (written, amount = '', scale = '') => {
      if (written === '3M' || (scale === 'K' && Number(amount) < 10)) return written
      return `${amount} ${SCALES[scale.toLowerCase()] ?? scale}`
    },
  ],
]

const VULGAR: Readonly<Record<string, string>> = {
  '½': '1/2',
  '⅓': '1/3',
  '⅔': '2/3',
  '¼': '1/4',
  '¾': '3/4',
  '⅕': '1/5',
  '⅖': '2/5',
  '⅗': '3/5',
  '⅘': '4/5',
  '⅙': '1/6',
  '⅛': '1/8',
  '⅜': '3/8',
  '⅝': '5/8',
  '⅞': '7/8',
}

const partWords = (part: number, of: number): string => {
  const name = of === 2 ? 'half' : of === 4 ? 'quarter' : ordinalWords(of)
  const names = of === 2 ? 'halves' : `${name}s`
  return `${cardinalWords(part)} ${part === 1 ? name : names}`
}
const SAID_AS_PARTS: ReadonlySet<number> = new Set([2, 3, 4, 5, 6, 7, 8, 16])

const fraction = (
  written: string,
  whole: string | undefined,
  top: string,
  bottom: string,
): string => {
  const part = Number(top)
  const of = Number(bottom)
  const before = whole === undefined ? '' : `${whole} and `
  if (written === '9/11' || part >= of || of > 100) return written.replace('/', ' ')
  if (SAID_AS_PARTS.has(of) || (part === 1 && of <= 100)) {
    return (
      before +
      (whole !== undefined && part === 1 ? `a ${partWords(1, of).slice(4)}` : partWords(part, of))
    )
  }
  return `${before}${top} out of ${bottom}`
}

export const ENGLISH_FRACTIONS: readonly TextRule[] = [
  [
    /(\d)?([½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞])/g,
    (_, whole = '', sign = '') => `${whole === '' ? '' : `${whole} `}${VULGAR[sign] ?? sign}`,
  ],
  [/(\d)\s\/\s(?=\d)/g, '$1 divided by '],
  [
    /(?<![\d/.])(\d+)\/(\d+)(?=\s?=)/g,
    (written, top = '', bottom = '') =>
      Number(top) >= Number(bottom) ? `${top} divided by ${bottom}` : written,
  ],
  [
    /(?<![\d/.,])(?:(\d+)\s+)?(\d{1,3})\/(\d{1,3})(?![\d/])/g,
    (written, whole, top = '', bottom = '') => fraction(written, whole, top, bottom),
  ],
]
