/** What was heard, brought to one form: without marks, courtesies, and what people say before they order. */

/** Before an order: courtesies, hesitation, and the ways of asking for something politely. */
const LEAD =
  /^(?:(?:please|okay|ok|alright|all right|yes|yeah|no|hey|hi|warbler|sorry|um|uh|hmm|well|now|so|and|actually|just|then|can you|could you|will you|would you|you can|you could|i said|i want you to|i would like you to|i'd like you to|i need you to|kindly|go ahead and|be so kind and|would you please|can you please|could you please|maybe|perhaps|you need to|you should|you have to|you must|never mind|i think you should)\s+)+/
const TAIL =
  /(?:\s+(?:please|warbler|for me|thanks|thank you|okay|ok|then|right now|now|again|from now on|next time|will you|would you|can you))+$/

const LEAD_ZH =
  /^(?:请|麻烦你?|能不能|可不可以|可以|能|你|帮我|给我|我要你?|我想让你|我想要?你?|现在|嘿|喂|嗯|那就?|好的?|就|还是|拜托|稍微|再)+/u
const TAIL_ZH = /(?:吧|呢|啊|呀|哦|喔|啦|好吗|好不好|可以吗|行吗|行不行|吗|谢谢你?|拜托|了)+$/u

/** A politeness that turns the verb: "would you mind speaking slower". */
const MIND = /^(?:would|do) you mind (speak|talk|turn|mut|open|read)(?:t?ing)\b/
const VERBS: Readonly<Record<string, string>> = { mut: 'mute' }

interface Normalised {
  /** Words apart by one blank: for languages that write them so. */
  readonly words: string
  /** The same without what stands before and after an order. */
  readonly order: string
  /** Without blanks, for Chinese; empty where there is none in it. */
  readonly joined: string
  readonly joinedOrder: string
}

/** Lower case, no marks but those inside numbers and words, one blank between words. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[’`´]/gu, "'")
    .replaceAll(/(\d)\s*%/gu, '$1 percent')
    .replaceAll(/\b([ap])\.?\s?m\b\.?/gu, '$1m')
    .replaceAll(/(?<=\d),(?=\d)/gu, '')
    // A full stop or a colon inside a number stays: 0.85, 22:30.
    .replaceAll(/(?<!\d)[.:]|[.:](?!\d)/gu, ' ')
    .replaceAll(/[^\p{L}\p{N}'.:\s]/gu, ' ')
    .replaceAll(/\b(what|who|that|it|how)'s\b/gu, '$1 is')
    .replaceAll(/\b(you|we|they)'re\b/gu, '$1 are')
    .replaceAll(/\bi'm\b/gu, 'i am')
    .replaceAll(/\b(do|does|did|is|are|was|were|ca)n't\b/gu, (_, verb: string) =>
      verb === 'ca' ? 'can not' : `${verb} not`,
    )
    .replaceAll(/\bcannot\b/gu, 'can not')
    .replaceAll(/\s+/gu, ' ')
    .trim()

const HAN = /\p{Script=Han}/u

export const normalise = (text: string): Normalised => {
  const words = plain(text)
  const asked = words.replace(MIND, (_, verb: string) => VERBS[verb] ?? verb)
  const order = asked.replace(LEAD, '').replace(TAIL, '')
  const joined = HAN.test(words) ? words.replaceAll(' ', '') : ''
  return {
    words: asked,
    order,
    joined,
    joinedOrder: joined.replace(LEAD_ZH, '').replace(TAIL_ZH, ''),
  }
}
