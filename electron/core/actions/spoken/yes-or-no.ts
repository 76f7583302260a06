import type { ActionOrder } from '../../../contracts/actions.ts'
import { plainWords } from '../../turns/short-answers.ts'

/** What means yes. "Right" and "please" are said for much else. */
const YES =
  "yes|yeah|yep|yup|sure|okay|ok|of course|go ahead|do it|do that|do so|i am sure|i'm sure|i do|confirm|confirmed|correct|exactly|absolutely|definitely|certainly|by all means|affirmative|that's right"
/** What people say around a yes, and what alone is none: something that cannot be taken back hangs on it. */
const AROUND = 'oh|well|right|now|please|warbler|thanks|thank you'
const NO =
  /^(?:(?:no|nope|nah|oh|well|okay|ok)\s+)*(?:no|nope|nah|don't|do not|don't do (?:it|that)|do not do (?:it|that)|better not|not now|not yet|rather not|never mind|nevermind|cancel|cancel that|stop|leave it|wait|forget it|please don't|negative)(?:\s+(?:please|thanks|thank you|warbler|it|that|don't|no|not now|never mind))*$/
const YES_ZH = '是的|是|对的|对|好的|好|可以|行|要|确定|确认|没错|当然|同意'
const AROUND_ZH = '嗯|那|吧|啊|呀|了|的'
const NO_ZH =
  /^(?:不|不要|不用|不用了|不行|不是|别|别了|算了|取消|先不|不了|等等|等一下|停)+(?:吧|啊|呀|了)?$/u

/** The order said once more is a yes to this order, and to no other. */
const AGAIN: Readonly<Record<string, readonly [english: string, chinese: string]>> = {
  quit: ['quit', '退出'],
  'delete-everything': ['delete it|delete it all|delete everything', '删除|删掉|全部删除'],
}

/** One real yes at least, and nothing besides but what stands around it. */
const isYes = (text: string, joined: string, order: ActionOrder): boolean => {
  const [english, chinese] = AGAIN[order.action] ?? [null, null]
  const yes = english === null ? YES : `${YES}|${english}`
  const yesZh = chinese === null ? YES_ZH : `${YES_ZH}|${chinese}`
  return (
    new RegExp(`^(?:(?:${AROUND})\\s+)*(?:${yes})(?:\\s+(?:${yes}|${AROUND}))*$`, 'u').test(text) ||
    new RegExp(`^(?:${AROUND_ZH})*(?:${yesZh})(?:${yesZh}|${AROUND_ZH})*$`, 'u').test(joined)
  )
}

/**
 * Whether the words answer "are you sure?" with yes or no; null: neither.
 * @param order what was asked about
 */
export const answerTo = (words: string, order: ActionOrder): 'yes' | 'no' | null => {
  const text = plainWords(words).join(' ')
  if (text === '') return null
  const joined = text.replaceAll(' ', '')
  // "No, do it" is too little to end something by.
  if (NO.test(text) || NO_ZH.test(joined)) return 'no'
  return isYes(text, joined, order) ? 'yes' : null
}
