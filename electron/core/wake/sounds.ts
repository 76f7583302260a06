/**
 * Words as the sounds that they stand for, coarsely: what a recogniser writes for one and the same
 * sound differs ("warbler", "war blur", "warblow"), what it heard hardly does. The rules are those of
 * English spelling; a Han character stands for itself.
 *
 * One letter is one sound: vowels `a e i o u`, consonants as in English, and `T` (th), `S` (sh),
 * `C` (ch), `J` (j), `N` (ng).
 */

/** In this order: what an earlier rule has written (a capital, mostly) no later one reads. */
const RULES: readonly (readonly [spelling: RegExp, sounds: string])[] = [
  [/^(?:kn|gn|pn)/, 'n'],
  [/^wr/, 'r'],
  [/^wh/, 'w'],
  [/^ps/, 's'],
  [/^x/, 's'],
  [/(?:augh|ough)(?=t)/, 'o'],
  [/ough$/, 'o'],
  [/igh/, 'i'],
  [/gh/, ''],
  [/ture$/, 'Cer'],
  [/(?:tion|sion|cian)/, 'Sen'],
  [/tch|ch/, 'C'],
  [/sch/, 'sk'],
  [/sh/, 'S'],
  [/th/, 'T'],
  [/ph/, 'f'],
  [/ck/, 'k'],
  [/qu/, 'kw'],
  [/dg(?=[ei])/, 'J'],
  [/mb$/, 'm'],
  [/ng(?![aeiouy])/, 'N'],
  [/n(?=[kx])/, 'N'],
  [/c(?=[eiy])/, 's'],
  [/[cq]/, 'k'],
  [/g(?=[ei])/, 'J'],
  [/j/, 'J'],
  [/x/, 'ks'],
  [/(?<=[aeiouy].*[^aeiouy])e(?=s?$)/, ''],
  [/(?<=[^aeiou])le?$/, 'el'],
  [/(?:ay|ai|ei|ey|eigh)/, 'e'],
  [/(?:ee|ea|ie)/, 'i'],
  [/(?:oo|ou|ew|ue|ui)/, 'u'],
  [/(?:au|aw|oa|ow|oi|oy|eau)/, 'o'],
  [/(?<=[aeiou])h/, ''],
  [/y(?![aeiou])/, 'i'],
  [/(.)\1/, '$1'],
]

const soundsOfWord = (word: string): string =>
  RULES.reduce((text, [spelling, sounds]) => {
    const everywhere = new RegExp(spelling, 'g')
    return text.replaceAll(everywhere, sounds)
  }, word)

/** The sounds of a text, without gaps between its words. */
export const soundsOf = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s]/gu, '')
    .split(/\s+/)
    .map((word) => (/^[a-z]+$/.test(word) ? soundsOfWord(word) : word))
    .join('')

const VOWELS = 'aeiou'
const HAN = /\p{Script=Han}/u
/** Told apart by the voice alone, or by hardly anything. */
const TWINS = ['pb', 'td', 'kg', 'fv', 'sz', 'SJ', 'CJ', 'CS', 'sS', 'Tf', 'Ts', 'Td', 'zJ']
/** Made in the same way, at another place. */
const KIN = ['mnN', 'lrw', 'ptk', 'bdg', 'fTsS', 'vz', 'bvw', 'iy', 'uw', 'ow', 'hf']

const share = (groups: readonly string[], one: string, other: string): boolean =>
  groups.some((group) => group.includes(one) && group.includes(other))

/** What it costs to have heard one sound for the other, 0 to 1. */
const exchange = (one: string, other: string): number => {
  if (one === other) return 0
  if (VOWELS.includes(one) && VOWELS.includes(other)) return 0.35
  if (share(TWINS, one, other)) return 0.35
  // A syllable for a syllable: many characters have the same sound.
  if (HAN.test(one) && HAN.test(other)) return 0.5
  return share(KIN, one, other) ? 0.6 : 1
}

/** What it costs to have heard a sound that was not there, or not to have heard one that was. */
const slip = (sound: string): number =>
  VOWELS.includes(sound) ? 0.5 : sound === 'h' ? 0.3 : sound === 'r' || sound === 'w' ? 0.5 : 0.8

/**
 * How far two strings of sounds are apart: the least cost of making one the other (Wagner and Fischer's
 * distance with the weights above).
 */
const soundDistance = (one: string, other: string): number => {
  const columns = Array.from(other)
  let row = columns.reduce<number[]>(
    (sums, sound) => [...sums, (sums.at(-1) ?? 0) + slip(sound)],
    [0],
  )
  for (const sound of one) {
    const next = [(row[0] ?? 0) + slip(sound)]
    for (const [at, against] of columns.entries()) {
      next.push(
        Math.min(
          (row[at] ?? 0) + exchange(sound, against),
          (row[at + 1] ?? 0) + slip(sound),
          (next[at] ?? 0) + slip(against),
        ),
      )
    }
    row = next
  }
  return row.at(-1) ?? 0
}

/** How alike two strings of sounds are, 0 to 1: 1 less the distance for each sound of the longer one. */
export const soundLikeness = (one: string, other: string): number => {
  const longest = Math.max(one.length, other.length)
  return longest === 0 ? 1 : Math.max(0, 1 - soundDistance(one, other) / longest)
}
