import { describe, expect, it } from 'vitest'
import { fail, succeed } from '../../../electron/contracts/errors.ts'
import type { SettingsPatch } from '../../../electron/contracts/settings.ts'
import type { DictionaryEntry } from '../../../electron/contracts/speech-journal.ts'
import type { TranscriptTurn } from '../../../electron/contracts/transcript.ts'
import { correctTurn } from '../../../electron/main/speech-journal/correct-turn.ts'
import { MemoryTranscriptStore } from '../../../electron/main/storage/memory-transcript-store.ts'
import { transcriptTurn } from '../../support/transcript-turn.ts'

const open = (turn: Partial<TranscriptTurn> = {}) => {
  const transcripts = new MemoryTranscriptStore()
  transcripts.upsertTurn(transcriptTurn({ text: 'Ask Cuba Netties about it.', ...turn }))
  transcripts.upsertTurn(transcriptTurn({ id: '02-p', exchangeId: '02', text: 'Something else.' }))
  const told: TranscriptTurn[] = []
  const kept: { dictionary: DictionaryEntry[] } = { dictionary: [] }
  const correct = (id: string, text: string) =>
    correctTurn(
      {
        transcripts,
        settings: () => kept,
        changeSettings: ({ dictionary }: SettingsPatch) => {
          kept.dictionary = dictionary ?? []
          return succeed(null)
        },
        onTurn: (changed) => told.push(changed),
      },
      id,
      text,
    )
  const found = (text: string) => {
    const answer = transcripts.search({ text, limit: 9 })
    return answer.ok ? answer.value.found.map(({ turn: { id } }) => id) : []
  }
  return { correct, found, told, kept }
}

describe('correcting what was understood', () => {
  it('changes the words, what is found, and what is heard from then on', () => {
    const { correct, found, told, kept } = open()
    const answer = correct('01-p', 'Ask Kubernetes about it.')
    const learned = [{ heard: 'Cuba Netties', meant: 'Kubernetes' }]
    expect(answer.ok && answer.value.learned).toEqual(learned)
    expect(kept.dictionary).toEqual(learned)
    expect(told.map(({ id, text }) => [id, text])).toEqual([['01-p', 'Ask Kubernetes about it.']])
    expect(found('kubernetes')).toEqual(['01-p'])
    expect(found('netties')).toEqual([])
  })

  it('changes the words alone where nothing is to be learned of it', () => {
    const { correct, kept } = open()
    const answer = correct('01-p', 'Tell me about Rome.')
    expect(answer.ok && answer.value.learned).toEqual([])
    expect(kept.dictionary).toEqual([])
  })

  it.each([
    ['what is not there', {}, '09-p', 'x', 'transcript.gone'],
    ['what is still being said', { status: 'streaming' }, '01-p', 'x', 'usage.invalid'],
    ['what Warbler said', { speaker: 'assistant' }, '01-p', 'x', 'usage.invalid'],
    ['words into nothing', {}, '01-p', '', 'usage.invalid'],
  ] as const)('does not correct %s', (_what, turn, id, text, code) => {
    const answer = open(turn).correct(id, text)
    expect(!answer.ok && answer.error.code).toBe(code)
  })

  it('learns nothing where the settings could not be kept, and has corrected the turn', () => {
    const transcripts = new MemoryTranscriptStore()
    transcripts.upsertTurn(transcriptTurn({ text: 'call shiv on' }))
    const answer = correctTurn(
      {
        transcripts,
        settings: () => ({ dictionary: [] }),
        changeSettings: () => fail('disk.full'),
        onTurn: () => undefined,
      },
      '01-p',
      'call Siobhan',
    )
    expect(answer.ok && [answer.value.turn.text, answer.value.learned]).toEqual([
      'call Siobhan',
      [],
    ])
  })
})
