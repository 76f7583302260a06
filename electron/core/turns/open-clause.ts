import { wordCount } from './short-answers.ts'

/**
 * Whether words sound as if more were to come. Pure, on the transcript alone: the recogniser puts a
 * full stop behind nearly everything, so marks count for little and words for much.
 */
export type ClauseState =
  /** It cannot end here: "... of the", "and", "um". */
  | 'open'
  /** A whole sentence, as far as marks tell. */
  | 'closed'
  /** No mark at its end. */
  | 'unmarked'

interface LanguageRules {
  /** Words after which nobody ends a request, and fillers. */
  readonly openEnding: RegExp
  /** Beginnings that are no request yet: "Can you tell me", "I would like". */
  readonly openHead: RegExp
  /** Joins the last item of a list. */
  readonly listEnd: RegExp
}

const TAIL = String.raw`[\s,.…–—-]*$`

const RULES: Readonly<Record<string, LanguageRules>> = {
  en: {
    openEnding: new RegExp(
      String.raw`(?:^|[\s,])(?:and|or|but|so|because|although|unless|until|whether|than|as|the|a|an|to|of|in|on|at|for|with|from|by|about|into|over|under|between|if|when|while|where|who|whose|that|which|is|are|was|were|am|be|has|my|your|his|their|our|its|some|any|every|each|um|umm|uh|uhm|er|erm|hmm|like|then|well|maybe|also|plus|and then|such as|let's see|i mean|you know)${TAIL}`,
      'i',
    ),
    openHead: new RegExp(
      String.raw`^(?:(?:so|well|okay|ok|and|hey|um|uh|please|warbler)[\s,.]+)*(?:can you(?: please)?|could you(?: please)?|would you|will you|please|tell me|can you tell me|could you tell me|do you know|do you think|i (?:want|need|would like|wanted|was wondering|wonder|think|mean|have)|i'd like|i'm (?:looking|trying|thinking)|i would like to know|i want to know|let me (?:think|see)|remind me|show me|give me|explain|describe|what about|how about|what if|how (?:do|does|did|can|would|long|much|many)(?: \w+)?|what (?:is|are|was|were|do|does|did|if)|who (?:is|was|are)|where (?:is|are|was)|when (?:is|was|did)|why (?:is|are|do|does|did)|is|are|does|did)${TAIL}`,
      'i',
    ),
    listEnd: /\b(?:and|or)\b/i,
  },
  zh: {
    openEnding:
      /(?:和|跟|或者|还是|但是|可是|不过|因为|所以|如果|要是|然后|还有|就是|那个|这个|比如|关于|对于|除了|的|在|把|被|给|嗯|呃|啊这)[\s，。…、]*$/,
    openHead:
      /^(?:请|麻烦|那|嗯|呃|你)?(?:能不能|可不可以|可以|帮我|告诉我|请问|我想|我要|我想知道|我觉得|怎么|为什么|什么是)[\s，。…]*$/,
    listEnd: /和|或|还有/,
  },
}

const CLOSED = /[.!?。！？]["'”’)」』]*$/
/** The recogniser itself heard that it trails off. */
const TRAILING_OFF = /(?:\.\.\.|…|,|，|、|-|–|—)$/

/** "Eggs, milk, flour": items of a few words, and none of them the last. */
const isRisingList = (text: string, { listEnd }: LanguageRules): boolean => {
  const items = text
    .replace(/[.!?。！？\s]+$/u, '')
    .split(/[,，、]/u)
    .map((item) => item.trim())
  if (items.length < 3) return false
  const isShort = (item: string) => item !== '' && wordCount(item) <= 3
  return items.slice(1).every(isShort) && !listEnd.test(items.at(-1) ?? '')
}

/** @param language BCP 47 tag of what is spoken; one without rules goes by marks alone. */
export const clauseStateOf = (words: string, language: string): ClauseState => {
  const text = words.trim()
  const rules = RULES[language.toLowerCase().split('-')[0] ?? '']
  const asks = /[?？]["'”’)」』]*$/u.test(text)
  if (rules !== undefined && !asks) {
    if (rules.openEnding.test(text) || rules.openHead.test(text)) return 'open'
    if (isRisingList(text, rules)) return 'open'
  }
  // "Who wrote the?" was still a question that broke off.
  if (rules !== undefined && asks && rules.openEnding.test(text.replace(/[?？]+$/u, ''))) {
    return /\b(?:is|are|was|were|am|that|who|which|some|any|like|in|on|at|for|with|from|about|to|of)[?]$/iu.test(
      text,
    )
      ? 'closed'
      : 'open'
  }
  if (TRAILING_OFF.test(text)) return 'open'
  return CLOSED.test(text) ? 'closed' : 'unmarked'
}
