const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const IRREGULAR_ORDINALS: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
}

/** 0 to 99 in English words. */
export const cardinalWords = (value: number): string => {
  if (value < 20) return ONES[value] ?? String(value)
  const tens = TENS[Math.floor(value / 10)] ?? ''
  return value % 10 === 0 ? tens : `${tens}-${ONES[value % 10] ?? ''}`
}

/** 1 to 100 as English ordinals. */
export const ordinalWords = (value: number): string => {
  if (value === 100) return 'hundredth'
  const words = cardinalWords(value)
  const [, head = '', last = words] = /^(.*-)?([a-z]+)$/.exec(words) ?? []
  const ordinal =
    IRREGULAR_ORDINALS[last] ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`)
  return head + ordinal
}

/** 1000 to 2999 as years are said: nineteen oh five, two thousand nine, twenty twenty-four. */
export const yearWords = (year: number): string => {
  const century = Math.floor(year / 100)
  const rest = year % 100
  if (year % 1000 < 10) {
    const thousands = `${cardinalWords(Math.floor(year / 1000))} thousand`
    return year % 1000 === 0 ? thousands : `${thousands} ${cardinalWords(year % 1000)}`
  }
  if (rest === 0) return `${cardinalWords(century)} hundred`
  return `${cardinalWords(century)} ${rest < 10 ? 'oh ' : ''}${cardinalWords(rest)}`
}

const plural = (words: string): string =>
  words.endsWith('y') ? `${words.slice(0, -1)}ies` : `${words}s`

/** "1990s", "1800s", and with `short` the decade alone: 90 gives "nineties". */
export const decadeWords = (year: number): string => plural(yearWords(year))
export const shortDecadeWords = (tens: number): string => plural(cardinalWords(tens))

/** Digits said one by one; every other character is dropped. */
export const digitsApart = (text: string): string => text.replace(/\D/g, '').split('').join(' ')

const ROMAN: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50 }

/** Value of a Roman numeral up to 89; null for other words. */
export const romanValue = (text: string): number | null => {
  if (!/^(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/.test(text) || text === '') return null
  return text.split('').reduce((sum, letter, index) => {
    const value = ROMAN[letter] ?? 0
    const next = ROMAN[text[index + 1] ?? ''] ?? 0
    return sum + (value < next ? -value : value)
  }, 0)
}
