/**
 * How a recogniser may write a phrase that it has heard right: the words behind the first with capitals
 * or without, and a comma behind the call or none. "Okay zephyr" of one voice scores -13.2 as that and
 * -6.4 as "Okay, Zephyr": the best of the four counts.
 */
export const spellingsOf = (phrase: string): readonly string[] => {
  const words = phrase
    .replaceAll(/[^\p{L}\p{N}'’\s-]/gu, ' ')
    .split(/\s+/u)
    .filter((word) => word !== '')
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()
  const [first = '', ...rest] = words
  if (rest.length === 0) return first === '' ? [] : [capital(first)]
  const small = rest.map((word) => word.toLowerCase()).join(' ')
  const named = rest.map(capital).join(' ')
  const ends = [...new Set([small, named])]
  return ends.flatMap((end) => [`${capital(first)} ${end}`, `${capital(first)}, ${end}`])
}
