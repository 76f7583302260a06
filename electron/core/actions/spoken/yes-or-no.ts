import { plainWords } from '../../turns/short-answers.ts'

const YES =
  /^(?:(?:yes|yeah|yep|yup|sure|okay|ok|right|oh|well|of course|please|go ahead|do it|do that|do so|i am sure|i'm sure|i do|confirm|confirmed|correct|exactly|absolutely|definitely|certainly|by all means|affirmative|that's right|quit|now|warbler|thanks|thank you)\s*)+$/
const NO =
  /^(?:(?:no|nope|nah|oh|well|okay|ok)\s+)*(?:no|nope|nah|don't|do not|don't do (?:it|that)|do not do (?:it|that)|better not|not now|not yet|rather not|never mind|nevermind|cancel|cancel that|stop|leave it|wait|forget it|please don't|negative)(?:\s+(?:please|thanks|thank you|warbler|it|that|don't|no|not now|never mind))*$/
const YES_ZH =
  /^(?:是|是的|对|对的|好|好的|可以|行|嗯|要|确定|确认|没错|当然|同意|退出)+(?:吧|啊|呀|了|的)?$/u
const NO_ZH =
  /^(?:不|不要|不用|不用了|不行|不是|别|别了|算了|取消|先不|不了|等等|等一下|停)+(?:吧|啊|呀|了)?$/u

/** Whether the words answer a question with yes or no; null: neither. */
export const answerTo = (words: string): 'yes' | 'no' | null => {
  const text = plainWords(words).join(' ')
  if (text === '') return null
  const joined = text.replaceAll(' ', '')
  // "No, do it" is too little to end something by.
  if (NO.test(text) || NO_ZH.test(joined)) return 'no'
  return YES.test(text) || YES_ZH.test(joined) ? 'yes' : null
}
