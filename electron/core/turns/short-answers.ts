/**
 * What people say only to show that they listen, and what they say to make it stop. Pure, on words;
 * by language, and English and Chinese always, because people mix them.
 */

const BACKCHANNELS: ReadonlySet<string> = new Set(
  [
    'mm mmm mhm mmhm mm-hm mm-hmm hm hmm hmmm uh-huh uhhuh uhuh mhmm um uh ah aha ahh oh ooh wow',
    'yeah yes yep yup ya yah okay ok k right sure true really cool nice great good exactly',
    'fine interesting indeed alright correct absolutely gotcha huh',
  ].flatMap((line) => line.split(' ')),
)

/** Those in Chinese, which is written together: "嗯好的", "是是是". */
const BACKCHANNELS_ZH =
  /^(?:嗯|哦|噢|喔|啊|对|好|好的|好吧|是|是的|是啊|行|没错|真的|哇|明白|知道了|原来如此)+(?:啊|吧|呀|了)?$/u

/** Sayings of several words that do the same. */
const BACKCHANNEL_SAYINGS =
  /^(?:i see|i c|got it|of course|no way|all right|that's right|that's true|makes sense|uh huh|mm hmm?|m hm+|oh (?:yeah|okay|really|wow|nice|i see))$/

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

/**
 * How much text that is, in words: Chinese is written without spaces, and its words are of about two
 * characters.
 */
export const wordCount = (words: string): number =>
  plainWords(words).reduce((sum, word) => {
    const characters = word.match(/\p{Script=Han}/gu)?.length ?? 0
    return sum + Math.max(1, Math.ceil(characters / 2))
  }, 0)

/**
 * A word with which people begin to interrupt, or that asks or orders something all alone. A list,
 * because nothing else tells it from what a recogniser makes of a throat that is cleared ("Another.")
 * or of "hmm" ("And?"): decoded from five different cuts those came out the same each time.
 */
const CALLS: ReadonlySet<string> = new Set(
  [
    'wait hey hello hi sorry excuse listen look warbler no nope nah but actually hold',
    'what why who whom whose which when where how',
    'next skip again repeat back continue louder softer quieter slower faster shorter longer more less',
    'help wrong correction start begin begun end finish done time goodbye bye thanks',
    '等 等等 等下 等一下 不 不对 不是 不要 错 错了 什么 为什么 谁 哪 哪里 哪儿 怎么 几 多少 喂 你好',
    '下一个 跳过 再来 重复 继续 大声 小声 慢点 快点 但是 可是 谢谢 再见 救命',
  ].flatMap((line) => line.split(' ')),
)

/** "Wait.", "Why?", "No, wait.", "等等": begins with a word that is meant even alone. */
export const isCall = (words: string): boolean =>
  CALLS.has(plainWords(words)[0]?.replace(/'(?:s|re|ll|d)$/u, '') ?? '')

const isBackchannelWord = (word: string): boolean =>
  BACKCHANNELS.has(word) || BACKCHANNELS_ZH.test(word) || /^m+h*m*$/u.test(word)

/** "Mm-hm", "yeah, right", "嗯": they listen and want to hear more. Empty is not one. */
export const isBackchannel = (words: string): boolean => {
  const text = plain(words)
  if (text === '') return false
  if (BACKCHANNEL_SAYINGS.test(text) || BACKCHANNELS_ZH.test(text.replaceAll(' ', ''))) return true
  const each = text.split(' ')
  return each.length <= 4 && each.every(isBackchannelWord)
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

/** "Wait.", "No, hold on a second", "等一下": an order to pause, and nothing else. */
const WAIT_WORDS =
  /^(?:(?:please|okay|ok|oh|no|hey|warbler|now|just)\s+)*(?:wait|hold on|hang on|hold it|one (?:moment|second|minute))(?:\s+(?:please|now|wait|warbler|an?|one|moment|second|sec|minute))*$/
const WAIT_WORDS_ZH = /^(?:请|先|不)*(?:等|等等|等下|等一下|等一等|慢着|且慢)+(?:吧|了|啦|啊)*$/u

export const isWaitOrder = (words: string): boolean => {
  const text = plain(words)
  return WAIT_WORDS.test(text) || WAIT_WORDS_ZH.test(text.replaceAll(' ', ''))
}
