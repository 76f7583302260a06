import { plainWords } from '../turns/short-answers.ts'

/** What ends a conversation that the wake phrase began: no answer is wanted, and no more is heard. */
const CLOSINGS =
  /^(?:(?:okay|ok|no|nope|great|good|perfect|alright|all right|cool|well|oh|yes|yeah|right|fine)\s+)*(?:that's (?:all|it|enough|everything)|that is (?:all|it|enough|everything)|that will be all|that'll be all|never ?mind|nothing(?: else| more)?|no thanks|no thank you|thanks|thank you|thanks a lot|thank you very much|thanks very much|many thanks|we're done|we are done|i'm done|i am done|i'm good|goodbye|good bye|bye|bye bye|good night|go to sleep|go back to sleep|stop listening|don't listen|dismissed)(?:\s+(?:thanks|thank you|warbler|for now|bye|goodbye|a lot|very much|so much|again|now|that's all|that's it|for today|then))*$/
const CLOSINGS_ZH =
  /^(?:好的?|行|嗯|哦|没事|那|啊|了)*(?:就这样|没事了?|没了|没有了|不用了?|不用谢?了?|算了|谢谢你?|多谢|谢了|再见|拜拜|晚安|可以了|够了|别听了|不要听了|休息吧|退下)(?:吧|啦|了|啊|呀|你|谢谢|再见)*$/u

/** "That's all", "thanks", "never mind", "没事了": the person is done. */
export const isClosing = (words: string): boolean => {
  const text = plainWords(words).join(' ')
  return text !== '' && (CLOSINGS.test(text) || CLOSINGS_ZH.test(text.replaceAll(' ', '')))
}
