import { isBackchannel, plainWords } from '../turns/short-answers.ts'

/** Speech while the ear is still open after an answer. */
interface FollowUp {
  readonly words: string
  /** What was answered last, and the question before it. */
  readonly lastReply: string
  readonly lastQuestion: string
  /** How long after the answer it began, ms. */
  readonly afterMs: number
}

/**
 * Whether what is said after an answer, without the wake phrase, is meant for Warbler: an answer to its
 * question, a further question, an order, a word about what was just said. Talk with somebody else in
 * the room is not. Pure, on the words: English and Chinese.
 *
 * Points for and against; measured on the sentences of `tests/unit/wake/meant-for-us.test.ts`.
 */
export const isMeantForUs = (followUp: FollowUp): boolean => {
  const text = plainWords(followUp.words).join(' ')
  if (text === '' || isBackchannel(followUp.words)) return answersQuestion(followUp)
  return points(followUp, text) >= MEANT
}

const MEANT = 1

const QUESTION =
  /^(?:(?:and|but|so|okay|ok|well|oh|also|then|um|uh|hmm|no|yes|great|cool|wait|please|now|thanks|thank you)\s+)*(?:what|who|whom|whose|which|when|where|why|how|is|are|was|were|do|does|did|can|could|will|would|should|shall|may|might|has|have|had)\b/
const ORDER =
  /^(?:(?:and|but|so|okay|ok|well|oh|also|then|um|uh|hmm|no|yes|great|cool|wait|please|now|thanks|thank you|can you|could you|would you|will you|just)\s+)*(?:tell|give|show|explain|repeat|say|set|make|play|stop|pause|turn|open|close|remind|add|remove|delete|cancel|write|read|send|call|find|search|look|translate|spell|define|describe|list|name|count|calculate|compare|summarise|summarize|convert|continue|go on|skip|change|try|help|start|let's|slower|faster|louder|quieter|shorter|longer|again|more|wait|another)\b/
const REFERS =
  /\b(?:it|that|this|those|these|there|then|them|instead|the (?:first|second|third|last|other|same) one|what about|how about|you said|you mean|do you|are you|can you|could you|would you|your|warbler)\b/
/** "In feet, please", "no, I meant ...": takes up what was said. */
const CORRECTS = /\b(?:please|i mean|i meant|actually|not that|wrong|that's not)\b/
const QUESTION_ZH = /(?:什么|谁|哪|怎么|为什么|多少|几|吗|呢|么)/u
/** Nobody says so but to an assistant, whatever comes behind it: "remind me to call you back". */
const CLEAR_ORDER =
  /^(?:(?:and|but|so|okay|ok|well|oh|also|then|now|please|thanks|thank you|can you|could you|would you|will you)\s+)*(?:remind me|set|say|translate|spell|define|explain|repeat|describe|calculate|convert|summari[sz]e|how do (?:you|i|they) say|what should i)\b/
const ORDER_ZH =
  /^(?:请|那|再|帮我|给我|告诉我|说|讲|继续|换|打开|关|放|停|设|提醒|翻译|重复|解释|列|查|找|写|读|慢|快|大声|小声|还有|然后|另外)/u

/** Who speaks to somebody else by name, or of things that no machine is told. */
const TO_SOMEBODY =
  /^(?:(?:hey|hi|hello|oh|okay|ok|and|so|yes|no|yeah)\s+)*(?:mum|mom|mama|dad|daddy|papa|honey|darling|sweetheart|dear|love|babe|baby|mate|dude|bro|guys|kids|everybody|everyone|boys|girls|sir|madam|grandma|grandpa|doctor|sweetie|buddy)\b/
/** At the end only behind a comma: "Remind me to call mom" speaks of her and not to her. */
const TO_SOMEBODY_LAST =
  /[,，]\s*(?:mum|mom|dad|honey|darling|sweetheart|babe|mate|dude|guys|kids|sweetie|buddy)\W*$/iu

const PARTY_TALK =
  /\b(?:see you|talk to you later|call you back|i'll be (?:there|right|home|late)|i am coming|i'm coming|come here|come in|come on|(?:breakfast|lunch|dinner)(?:'s| is)|are you (?:coming|hungry|home|okay|ready|leaving)|did you (?:see|hear|eat|feed|get|bring|buy|call|lock|take|finish)|do you want (?:some|to (?:eat|go|come|watch))|pass me|hand me|can you (?:pass|hand|grab|bring|hold|pick|take|come|get|feed|move|help me (?:with|carry))|look at (?:him|her|them|that (?:dog|cat|car))|he said|she said|they said|he's|she's|they're|i told (?:him|her|them|you)|who is it|one second|hang on|hold on|sorry what|excuse me|nice to meet)\b|^(?:hello|good morning|good evening)\b/
const TO_SOMEBODY_ZH =
  /^(?:妈|爸|老公|老婆|宝贝|亲爱的|喂|小朋友|孩子|大家|老师|同学|哥|姐|弟|妹|奶奶|爷爷|师傅)/u
const PARTY_TALK_ZH =
  /(?:吃饭|回来|马上到|等会儿?见|过来|快点走|走吧|你饿|你冷|你去哪|你看到|你听到|他说|她说|他们说|我跟你说|给你|拿给我|递给我|帮我拿|开门)/u

/** A name in front: "John, ...", "Hey Anna, ...". */
const NAME_FIRST = /^(?:(?:hey|hi|hello|oh|okay|yes|no|so|and)[\s,]+)?(\p{Lu}\p{Ll}{2,}),\s/iu

const asked = (reply: string): boolean => /[?？]["'”’」』)]*\s*$/u.test(reply.trim())

/** A question was asked a moment ago, and what follows is short enough to answer it. */
const answersQuestion = ({ words, lastReply, afterMs }: FollowUp): boolean =>
  asked(lastReply) && afterMs < 6000 && plainWords(words).length <= 10

const points = (followUp: FollowUp, text: string): number => {
  const joined = text.replaceAll(' ', '')
  let sum = 0
  // Who speaks right after the answer most often goes on with it.
  if (followUp.afterMs < 2500) sum += 0.3
  if (QUESTION.test(text) || /[?？]/u.test(followUp.words) || QUESTION_ZH.test(joined)) sum += 1
  if (ORDER.test(text) || ORDER_ZH.test(joined)) sum += 1
  if (REFERS.test(text)) sum += 0.5
  if (CORRECTS.test(text)) sum += 1
  if (sharesWords(followUp)) sum += 0.6
  if (answersQuestion(followUp)) sum += 1
  if (isToSomebody(followUp.words, text, joined)) sum -= 1.5
  const isPartyTalk = PARTY_TALK.test(text) || PARTY_TALK_ZH.test(joined)
  if (isPartyTalk && !CLEAR_ORDER.test(text)) sum -= 1.2
  if (isNamed(followUp)) sum -= 1
  return sum
}

const isToSomebody = (words: string, text: string, joined: string): boolean =>
  TO_SOMEBODY.test(text) || TO_SOMEBODY_LAST.test(words) || TO_SOMEBODY_ZH.test(joined)

const isNamed = ({ words, lastReply, lastQuestion }: FollowUp): boolean => {
  const name = NAME_FIRST.exec(words.trim())?.[1]
  if (name === undefined || NO_NAMES.has(name.toLowerCase())) return false
  return !`${lastReply} ${lastQuestion}`.toLowerCase().includes(name.toLowerCase())
}

const NO_NAMES: ReadonlySet<string> = new Set(
  'okay yes yeah well please warbler actually great thanks and but also now then wait right sure fine cool sorry hmm perfect good alright instead first second finally really'.split(
    ' ',
  ),
)

/** Words that are about something. */
const CONTENT = /\p{L}{5,}|\p{Script=Han}{2}/gu

const contentOf = (text: string): ReadonlySet<string> =>
  new Set(
    (text.toLowerCase().match(CONTENT) ?? []).map((word) => word.replace(/(?:es|s|ing|ed)$/, '')),
  )

/** It speaks of what was spoken of. */
const sharesWords = ({ words, lastReply, lastQuestion }: FollowUp): boolean => {
  const before = contentOf(`${lastReply} ${lastQuestion}`)
  return [...contentOf(words)].some((word) => before.has(word) && !COMMON.has(word))
}

const COMMON: ReadonlySet<string> = new Set(
  'about there their these those would could should other where which while think thing right really going maybe people before after'.split(
    ' ',
  ),
)
