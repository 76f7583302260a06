import type { TranscriptTurn } from '../../electron/contracts/transcript.ts'

/** An exchange as text for the clipboard: one paragraph for each who spoke. */
export const exchangeText = (
  turns: readonly TranscriptTurn[],
  names: { readonly person: string; readonly assistant: string },
): string => turns.map(({ speaker, text }) => `${names[speaker]}: ${text}`).join('\n\n')
