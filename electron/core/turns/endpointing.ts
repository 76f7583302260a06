/**
 * Endpointing: how long a silence must last before the person's turn counts as over. Pure functions
 * of timestamps and words. The speculation in `core/conversation` hides most of the wait: the reply
 * is generated and synthesised meanwhile and only held back, so a longer silence costs little.
 */

export interface EndpointingPolicy {
  /** Silence after a sentence that sounds finished, ms. */
  readonly closedMs: number
  /** Silence after words that could go on, ms. */
  readonly openMs: number
  /** Silence while the words are not known yet, ms. */
  readonly unknownMs: number
  /** BCP 47 tag of what is spoken: each language has its own words that go on. */
  readonly language: string
}

/**
 * Thinking pauses inside a sentence last 0.7 to 1.4 s; the reply needs about 0.6 s from the end of
 * speech on two cores anyway, so a finished sentence waits about as long as its answer takes.
 */
export const DEFAULT_ENDPOINTING: EndpointingPolicy = {
  closedMs: 550,
  openMs: 1500,
  unknownMs: 1100,
  language: 'en',
}

/** Words after which nobody ends a request, by language. */
const OPEN_ENDINGS: Readonly<Record<string, RegExp>> = {
  en: /(?:^|[\s,])(?:and|or|but|so|because|the|a|an|to|of|in|on|at|for|with|from|by|if|when|while|that|which|is|are|my|your|um|uh|er|erm|hmm|like|then|well)[\s,.…-]*$/i,
  zh: /(?:和|或者|但是|可是|因为|所以|如果|然后|还有|就是|那个|嗯|呃)[\s，。…]*$/,
}
const CLOSED = /[.!?。！？]["'”’)]*$/
const TRAILING_OFF = /(?:\.\.\.|…|,|，|、|-|–|—)$/

export interface EndpointDecision {
  /** Silence, counted from the end of speech, after which the turn is over, ms. */
  readonly silenceMs: number
  readonly reason: string
}

/**
 * The silence that ends this turn, and why.
 * @param words the transcript up to the pause, or null where it is not there yet.
 */
export const endpointAfter = (
  words: string | null,
  policy: EndpointingPolicy,
): EndpointDecision => {
  if (words === null) return { silenceMs: policy.unknownMs, reason: 'no transcript yet' }
  const text = words.trim()
  if (text === '') return { silenceMs: policy.unknownMs, reason: 'no words' }
  const openEnding = OPEN_ENDINGS[policy.language.toLowerCase().split('-')[0] ?? '']
  if (openEnding?.test(text) === true || TRAILING_OFF.test(text)) {
    return { silenceMs: policy.openMs, reason: 'open clause' }
  }
  return CLOSED.test(text)
    ? { silenceMs: policy.closedMs, reason: 'sentence closed' }
    : { silenceMs: Math.round((policy.closedMs + policy.openMs) / 2), reason: 'no full stop' }
}
