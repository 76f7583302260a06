import type { ExportWords } from '../../core/transcripts/export/exported.ts'
import { datedMs } from '../../core/transcripts/day.ts'
import type { Messages } from '../messages.ts'

/** The words around an export, in the language of the windows and the regional form of the system. */
export const exportWords = (messages: Pick<Messages, 'text'>, locale: string): ExportWords => {
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' })
  const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' })
  const { text } = messages
  return {
    heading: text('transcript.export.heading'),
    untitled: text('transcript.conversations.untitled'),
    person: text('transcript.you'),
    assistant: text('transcript.warbler'),
    status: {
      complete: '',
      streaming: text('transcript.status.streaming'),
      interrupted: text('transcript.status.interrupted'),
      failed: text('transcript.status.failed'),
      filtered: text('transcript.status.filtered'),
      recovered: text('transcript.status.recovered'),
    },
    dateTime: (atMs) => dateTime.format(datedMs(atMs)),
    time: (atMs) => time.format(datedMs(atMs)),
    locale,
  }
}
