import { isStopOrder } from './short-answers.ts'

/**
 * What a whole turn may ask of the reply itself, rather than of the language model. What it may ask of
 * Warbler stands in `core/actions`.
 */
type SpokenCommand = 'stop' | 'go-on'

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
]

const COMMANDS_ZH: readonly { readonly command: SpokenCommand; readonly saying: RegExp }[] = [
  {
    command: 'go-on',
    saying:
      /^(?:请|你|好|好的|那)*(?:继续|接着说|接着讲|往下说|继续说|继续讲|说下去|讲下去)(?:吧|啊|呀)?$/,
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
