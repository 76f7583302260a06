import type { TranscriptTurn } from '../../../contracts/transcript.ts'

/** How the two are called. */
interface SpeakerNames {
  readonly person: string
  readonly assistant: string
}

/** One paragraph for each turn. */
export const plainText = (turns: readonly TranscriptTurn[], names: SpeakerNames): string =>
  turns.map(({ speaker, text }) => `${names[speaker]}: ${text}`).join('\n\n')

/** The same as mail, Markdown and chats show what somebody else has said. */
export const quotedText = (turns: readonly TranscriptTurn[], names: SpeakerNames): string =>
  plainText(turns, names)
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n')
