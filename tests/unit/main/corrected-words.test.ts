import { expect, it } from 'vitest'
import type { ConversationEvent } from '../../../electron/core/conversation/events.ts'
import { dictionaryCorrector } from '../../../electron/core/dictionary/correct.ts'
import { tellConversation } from '../../../electron/main/engines/conversation-events.ts'
import { createJournalTranscripts } from '../../../electron/main/engines/journal-transcripts.ts'
import type { SttResult } from '../../../electron/main/workers/stt-client.ts'

/** What the recogniser's worker says, on its way to the conversation. */
const open = () => {
  const told: ConversationEvent[] = []
  const kept: string[] = []
  let hear: (result: SttResult) => void = () => undefined
  const asked: number[] = []
  const stt = {
    onResult: (listener: (result: SttResult) => void) => {
      hear = listener
      return () => undefined
    },
    transcribeJournal: (request: number) => void asked.push(request),
  }
  const silent = { onResult: () => () => undefined, resume: () => undefined }
  // Of the clients only these methods are used here.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const clients = { stt, llm: silent, tts: silent } as unknown as Parameters<
    typeof tellConversation
  >[0]
  const journals = createJournalTranscripts(clients.stt)
  tellConversation(
    clients,
    journals,
    (event) => told.push(event),
    () => 'moonshine',
    {
      correctWords: dictionaryCorrector([{ heard: 'Cuba Netties', meant: 'Kubernetes' }]),
      onKept: (path) => kept.push(path),
    },
  )
  return { told, kept, asked, journals, hear: (result: SttResult) => hear(result) }
}
const transcript = (request: number, text: string): SttResult => ({
  type: 'transcript',
  request,
  utterance: 1,
  text,
  audioMs: 0,
  decodeMs: 0,
})

it('corrects what counts and what is only shown alike, so that an answer begun ahead is kept', () => {
  const { told, hear } = open()
  hear({ type: 'partial', utterance: 1, committed: 'Ask Cuba Netties', tentative: ' about it' })
  hear(transcript(1, 'Ask Cuba Netties about it.'))
  expect(told[0]).toMatchObject({ committed: 'Ask Kubernetes', tentative: ' about it' })
  expect(told[1]).toMatchObject({ text: 'Ask Kubernetes about it.', engine: 'moonshine' })
})

it('lets all of it change where a correction spans what is certain and what is not', () => {
  const { told, hear } = open()
  hear({ type: 'partial', utterance: 1, committed: 'Ask Cuba', tentative: ' Netties' })
  expect(told[0]).toMatchObject({ committed: '', tentative: 'Ask Kubernetes' })
})

it('corrects what is recovered after a crash, and tells nobody in the conversation of it', async () => {
  const { told, asked, hear, journals } = open()
  const words = journals.transcribe('/journal/1-2.pcm')
  hear(transcript(asked[0] ?? 0, 'Cuba Netties is up.'))
  expect(await words).toBe('Kubernetes is up.')
  expect(told).toEqual([])
})

it('tells of a sound that was moved to be kept', () => {
  const { told, kept, hear } = open()
  hear({ type: 'kept', path: '/speech/inbox/a.pcm' })
  expect(kept).toEqual(['/speech/inbox/a.pcm'])
  expect(told).toEqual([])
})
