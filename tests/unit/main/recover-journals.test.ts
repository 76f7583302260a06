import { expect, it } from 'vitest'
import { CodedFailure } from '../../../electron/contracts/errors.ts'
import type { TranscriptTurn } from '../../../electron/contracts/transcript.ts'
import { initialState, type ConversationState } from '../../../electron/core/conversation/state.ts'
import {
  recoveredTurn,
  recoverJournals,
} from '../../../electron/main/conversation/recover-journals.ts'
import type { LeftJournal } from '../../../electron/main/storage/journals.ts'
import { MemoryTranscriptStore } from '../../../electron/main/storage/memory-transcript-store.ts'

const journal = (utterance: number, startedAtMs: number): LeftJournal => ({
  path: `${startedAtMs}-${utterance}.pcm`,
  startedAtMs,
  utterance,
  durationMs: 1500,
})

const idle = initialState({
  conversationId: 'c1',
  idSeed: 's',
  openConversation: false,
  muted: false,
  history: [],
})

const hearing = (utterance: number): ConversationState => ({
  ...idle,
  listening: {
    kind: 'armed',
    utterance,
    way: 'hold',
    exchangeId: 's-1',
    pressedAtMs: 1,
    stoppedReply: false,
    bargeIn: false,
    phraseUntilMs: null,
    isSignalOwed: false,
    voice: 'unknown',
    callerUntilMs: null,
    unheeded: false,
  },
})

const recover = async (
  journals: readonly LeftJournal[],
  state: ConversationState,
  transcribe: (path: string) => Promise<string>,
  held: readonly number[] = [],
  transcripts = new MemoryTranscriptStore(),
) => {
  const removed: LeftJournal[] = []
  const turns: TranscriptTurn[] = []
  const storage = {
    journals: {
      list: async () => journals,
      remove: async (done: LeftJournal) => void removed.push(done),
    },
    transcripts,
  }
  await recoverJournals(
    storage,
    { transcribeJournal: transcribe },
    {
      state: () => state,
      isHeld: (utterance) => held.includes(utterance),
      onTurn: (turn) => turns.push(turn),
    },
  )
  return { removed, texts: turns.map(({ text }) => text) }
}

const now = () => performance.timeOrigin + performance.now()

it('leaves what is being heard to the conversation when the recogniser starts anew', async () => {
  const { removed, texts } = await recover([journal(4, now())], hearing(4), async () => 'I have.')
  expect(texts).toEqual([])
  expect(removed).toEqual([])
})

it('reads what an earlier run left under the number of what is being heard now', async () => {
  const old = journal(4, now() - 86_400_000)
  const { removed, texts } = await recover([old], hearing(4), async () => 'Yesterday.')
  expect(texts).toEqual(['Yesterday.'])
  expect(removed).toEqual([old])
})

it('reads what this run has given up', async () => {
  const { texts } = await recover([journal(3, now())], hearing(4), async () => 'Before.')
  expect(texts).toEqual(['Before.'])
})

it('leaves what could not be stored yet to the conversation, but not what an earlier run left', async () => {
  const old = journal(3, now() - 86_400_000)
  const { removed, texts } = await recover(
    [old, journal(3, now())],
    hearing(4),
    async () => 'Before.',
    [3],
  )
  expect(texts).toEqual(['Before.'])
  expect(removed).toEqual([old])
})

it('keeps what could not be made out, and goes on with the next', async () => {
  const journals = [journal(1, now()), journal(2, now())]
  const { removed, texts } = await recover(journals, idle, async (path) => {
    if (path === journals[0]?.path) throw new CodedFailure({ code: 'stt.failed' })
    return 'The second.'
  })
  expect(texts).toEqual(['The second.'])
  expect(removed).toEqual([journals[1]])
})

it('leaves the words that the person has given it while it was being read', async () => {
  const transcripts = new MemoryTranscriptStore()
  const left = journal(1, 5000)
  const { removed, texts } = await recover(
    [left],
    idle,
    async () => {
      transcripts.upsertTurn(recoveredTurn(left, 'As I said it.', 'c1'))
      return 'As it heard it.'
    },
    [],
    transcripts,
  )
  expect(texts).toEqual([])
  expect(removed).toEqual([left])
  const page = transcripts.page({ limit: 9 })
  expect(page.ok && page.value.turns.map(({ text }) => text)).toEqual(['As I said it.'])
})

it('makes no turn of what the person has deleted while it was being read', async () => {
  const journals = [journal(1, 5000)]
  const { texts } = await recover(journals, idle, async () => {
    journals.length = 0
    return 'Gone.'
  })
  expect(texts).toEqual([])
})
