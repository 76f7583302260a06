/**
 * What people say only to show that they listen, and what they say to make it stop. Pure, on words;
 * by language, and English and Chinese always, because people mix them.
 */

const BACKCHANNELS: ReadonlySet<string> = new Set(
  [
    'mm mmm mhm mmhm mm-hm mm-hmm hm hmm hmmm uh-huh uhhuh uhuh mhmm um uh ah aha ahh oh ooh wow',
    'yeah yes yep yup ya yah okay ok k right sure true really cool nice great good exactly',
    'fine interesting indeed alright correct absolutely gotcha huh',
    '嗯 嗯嗯 哦 噢 喔 啊 对 对对 对对对 好 好的 好吧 是 是的 是啊 行 没错 真的 哇 明白 知道了 原来如此',
  ].flatMap((line) => line.split(' ')),
)

/** Sayings of several words that do the same. */
const BACKCHANNEL_SAYINGS =
  /^(?:i see|got it|of course|no way|all right|that's right|that's true|makes sense|uh huh|mm hmm?|m hm+|oh (?:yeah|okay|really|wow|nice|i see))$/

/** Words alone by which anything stops, whoever else is talking. */
const STOP_WORDS =
  /^(?:(?:please|okay|ok|oh|no|hey|warbler|now|just)\s+)*(?:stop|stop it|stop that|stop talking|stop now|quiet|be quiet|silence|shut up|shush|hush|cancel|cancel that|enough|that's enough|never mind|nevermind|pause)(?:\s+(?:please|now|it|that|talking|stop|warbler))*$/
const STOP_WORDS_ZH =
  /^(?:请|好了|行了)*(?:停|停下|停止|停一下|别说了|不要说了|安静|闭嘴|取消|够了|算了|打住)+(?:吧|了|啦|啊)*$/

/** Lower case, without marks. */
const plain = (words: string): string =>
  words
    .toLowerCase()
    .replaceAll(/[’`]/gu, "'")
    .replaceAll(/[^\p{L}\p{N}'\s-]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()

/** The words one by one, without marks; Chinese text is one word. */
export const plainWords = (words: string): readonly string[] => {
  const text = plain(words)
  return text === '' ? [] : text.split(' ')
}

/** "Mm-hm", "yeah, right", "嗯": they listen and want to hear more. Empty is not one. */
export const isBackchannel = (words: string): boolean => {
  const text = plain(words)
  if (text === '') return false
  if (BACKCHANNEL_SAYINGS.test(text)) return true
  const each = text.split(' ')
  return each.length <= 4 && each.every((word) => BACKCHANNELS.has(word) || /^m+h*m*$/u.test(word))
}

/** "Stop", "quiet please", "停": an order to be silent, and nothing else. */
export const isStopOrder = (words: string): boolean => {
  const text = plain(words)
  return STOP_WORDS.test(text) || STOP_WORDS_ZH.test(text.replaceAll(' ', ''))
}

/** The words begin with an order to stop, whatever follows: "Stop, that is not what I asked." */
export const beginsWithStopOrder = (words: string): boolean => {
  const [first = ''] = plainWords(words)
  return (
    /^(?:stop|quiet|cancel|shush|hush)$/.test(first) || /^(?:停|安静|取消|闭嘴|别说了)/u.test(first)
  )
}
