/**
 * Whether a full stop ends a sentence. `when-capital-follows` and `unless-digit-follows` need the
 * next visible character to be decided.
 */
export type SentenceEnd = 'yes' | 'no' | 'when-capital-follows' | 'unless-digit-follows'

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))

/** Always followed by what they belong to. */
const BOUND_ABBREVIATIONS = words(
  'dr mr mrs ms mx prof st mt ft gen col capt cpt lt sgt cmdr gov sen rep rev hon pres approx ca cf vs ' +
    'viz al est dept univ assn bros messrs ave blvd rd jr sr inc ltd co corp e.g i.e eg ie',
)
/** Abbreviations only in front of a number; otherwise ordinary words or rare. */
const NUMBER_ABBREVIATIONS = words(
  'no nos fig figs p pp vol ch sec art jan feb mar apr jun jul aug sep sept oct nov dec sat sun mon tue wed thu fri',
)
const OPEN_ENDED_ABBREVIATIONS = words('etc a.m p.m am pm')

/** A number behind one of these is a statement ("The answer is 4."), not the mark of a list item. */
const BEFORE_A_STATED_NUMBER = words(
  'is are was were equals = by about around at of to in on than over under only just age aged turned and',
)

const lastWords = /(?:^|\s)(?:(\S+)\s+)?(\S+)$/u

/** `before` is the text in front of a single full stop, from the start of the clause or line. */
export const endsSentence = (before: string): SentenceEnd => {
  const match = lastWords.exec(before)
  const token = (match?.[2] ?? '').replace(/^[([{"'“‘*_]+/u, '')
  const previous = (match?.[1] ?? '').toLowerCase()
  const lower = token.toLowerCase()
  if (token === '') return 'yes'
  if (BOUND_ABBREVIATIONS.has(lower)) return 'no'
  if (OPEN_ENDED_ABBREVIATIONS.has(lower)) return 'when-capital-follows'
  if (NUMBER_ABBREVIATIONS.has(lower)) return 'unless-digit-follows'
  if (/^(?:\p{L}\.)+\p{L}$/u.test(token) || /^ph\.d$/iu.test(token)) return 'no'
  if (token === 'I' && previous !== '') return 'yes'
  if (/^\p{L}$/u.test(token)) return 'no'
  if (/^\d{1,2}$/.test(token)) return BEFORE_A_STATED_NUMBER.has(previous) ? 'yes' : 'no'
  return 'yes'
}
