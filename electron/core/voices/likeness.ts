/** How near two voices are, as vectors of one length: their cosine, -1 to 1; 0 where they do not fit. */
export const likeness = (one: ArrayLike<number>, other: ArrayLike<number>): number => {
  if (one.length !== other.length) return 0
  let [product, ones, others] = [0, 0, 0]
  for (let at = 0; at < one.length; at += 1) {
    const [a = 0, b = 0] = [one[at], other[at]]
    product += a * b
    ones += a * a
    others += b * b
  }
  return ones > 0 && others > 0 ? product / Math.sqrt(ones * others) : 0
}

/** The middle of several voices, of length 1; empty for none. */
export const middleOf = (voices: readonly ArrayLike<number>[]): readonly number[] => {
  const numbers = voices[0]?.length ?? 0
  const sum = Array.from({ length: numbers }, (_, at) =>
    voices.reduce((total, voice) => total + (voice[at] ?? 0), 0),
  )
  const length = Math.hypot(...sum)
  return length > 0 ? sum.map((one) => one / length) : sum
}
