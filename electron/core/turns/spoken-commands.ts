import { isStopOrder } from './short-answers.ts'

/** What a whole turn may ask of the conversation itself, rather than of the language model. */
export type SpokenCommand = 'stop' | 'go-on' | 'wait-longer' | 'wait-less'

const lead = String.raw`(?:(?:please|okay|ok|yes|yeah|no|hey|warbler|sorry|and|so|well|now|can you|could you|will you|would you|you can|i said)\s+)*`
const tail = String.raw`(?:\s+(?:please|warbler|now|then|next time|from now on|with (?:it|that|the story)|for me|okay|thanks|thank you))*`
const whole = (...sayings: readonly string[]): RegExp =>
  new RegExp(`^${lead}(?:${sayings.join('|')})${tail}$`)

const COMMANDS: readonly { readonly command: SpokenCommand; readonly saying: RegExp }[] = [
  {
    command: 'go-on',
    saying: whole(
      'go on',
      'go ahead',
      'continue',
      'keep going',
      'carry on',
      'keep talking',
      'resume',
      'go on talking',
      'finish (?:the story|your sentence|what you were saying|that)',
    ),
  },
  {
    command: 'wait-longer',
    saying: whole(
      'wait(?: a (?:bit|little))? longer',
      'be(?: a (?:bit|little))?(?: more)? patient(?: with me)?',
      'give me(?: some| a (?:bit|little))? more time(?: to (?:think|speak|talk|finish))?',
      "(?:don't|do not|stop) (?:interrupt|interrupting|cut|cutting) me(?: off| short)?",
      'you(?: just)? (?:cut|interrupted) me(?: off| short)?',
      "you're (?:cutting|interrupting) me(?: off)?",
      'let me finish(?: (?:speaking|talking|my sentence))?',
      "i (?:wasn't|was not|am not|'m not|hadn't)(?: yet)? (?:finished|done)(?: yet| speaking| talking)?",
      "i'm not (?:finished|done)(?: yet)?",
    ),
  },
  {
    command: 'wait-less',
    saying: whole(
      "(?:don't|do not) wait so long",
      'answer (?:faster|more quickly|sooner)',
      'be quicker',
      'wait less(?: long)?',
      'you wait too long',
    ),
  },
]

const COMMANDS_ZH: readonly { readonly command: SpokenCommand; readonly saying: RegExp }[] = [
  {
    command: 'go-on',
    saying:
      /^(?:请|你|好|好的|那)*(?:继续|接着说|接着讲|往下说|继续说|继续讲|说下去|讲下去)(?:吧|啊|呀)?$/,
  },
  {
    command: 'wait-longer',
    saying:
      /^(?:请|你)*(?:多等(?:我)?一?(?:点|会儿|下)(?:儿|再说)?|等(?:我)?(?:久|长)一?点(?:儿|再说)?|别打断我|不要打断我|你打断我了|让我说完|我还没(?:有)?说完|耐心(?:一)?点)(?:吧|呢|啊)?$/,
  },
  {
    command: 'wait-less',
    saying: /^(?:请|你)*(?:别等(?:那么|这么)久|回答快(?:一)?点|快点回答)(?:吧)?$/,
  },
]

/** What the whole turn asks of the conversation; null where it is for the model. */
export const spokenCommandOf = (words: string): SpokenCommand | null => {
  if (isStopOrder(words)) return 'stop'
  const text = words
    .toLowerCase()
    .replaceAll(/[’`]/gu, "'")
    .replaceAll(/[^\p{L}\p{N}'\s]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
  const joined = text.replaceAll(' ', '')
  return (
    COMMANDS.find(({ saying }) => saying.test(text))?.command ??
    COMMANDS_ZH.find(({ saying }) => saying.test(joined))?.command ??
    null
  )
}

/** Whether the whole turn asks for a setting, which the conversation itself changes. */
export const isSettingOrder = (text: string): boolean => {
  const command = spokenCommandOf(text)
  return command === 'wait-longer' || command === 'wait-less'
}
