/**
 * How a recogniser may write a phrase that it has heard right: with a capital at its beginning only, or
 * a comma behind the call. Names are written as they were typed, too.
 */
export const usableSpellings = (phrase: string): readonly string[] => {
  const plain = phrase
    .replaceAll(/[^\p{L}\p{N}'’\s-]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
  const low = plain.toLowerCase()
  const sentence = low.charAt(0).toUpperCase() + low.slice(1)
  const called = sentence.replace(/^(\S+) /u, '$1, ')
  const named = plain.replace(/^(\S+) /u, '$1, ')
  return [...new Set([sentence, called, plain, named])].filter((spelling) => spelling !== '')
}
