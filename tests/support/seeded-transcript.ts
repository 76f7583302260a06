import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { TranscriptTurn } from '../../electron/contracts/transcript.ts'
import { LibsqlTranscriptStore } from '../../electron/main/storage/libsql-transcript-store.ts'
import { transcriptTurn } from './transcript-turn.ts'

/** A profile whose transcript holds what a test, or the benchmark, looks for in it. */

const DAY_MS = 86_400_000

interface Talk {
  readonly id: string
  readonly agoMs: number
  /** What the person and Warbler said, in turns. */
  readonly said: readonly string[]
  readonly language?: string
  readonly interrupted?: true
}

const TALKS: readonly Talk[] = [
  {
    id: 'moon',
    agoMs: 40 * DAY_MS,
    said: [
      'How far is the Moon from here?',
      'About three hundred and eighty-four thousand kilometres. Light needs a little more than a second for the way, and the fastest people who went there needed three days.',
      'And how long would I walk?',
      'Nine years, without a pause.',
    ],
  },
  {
    id: 'café',
    agoMs: 9 * DAY_MS,
    said: [
      'Where does the word café come from?',
      'From Turkish kahve, by way of Italian caffè.',
      'Give me **three** ideas for <b>breakfast</b>.',
      'Porridge with pears, shakshuka, or yesterday’s rice, fried with an egg.',
    ],
  },
  {
    id: 'chinese',
    agoMs: 3 * DAY_MS,
    language: 'zh',
    said: [
      '月亮离地球有多远？',
      '大约三十八万公里。光走这段路需要一秒多一点。',
      '明天北京的天气怎么样？',
      '我没有联网，不知道明天的天气。',
    ],
  },
  {
    id: 'story',
    agoMs: DAY_MS,
    interrupted: true,
    said: [
      'Tell me a long story about a lighthouse and a storm.',
      'Once upon a time there was a keeper who lived alone with',
      'Shorter, please.',
      'A keeper, a storm, one lamp that never went out.',
    ],
  },
  {
    id: 'photosynthesis',
    agoMs: 60_000 * 50,
    said: [
      'Explain photosynthesis in two sentences.',
      'Plants take light, water and carbon dioxide and make sugar and oxygen of them. The sugar is what they live on, and the oxygen is what we do.',
    ],
  },
]

const turnsOfTalk = ({ id, agoMs, said, language = 'en', interrupted }: Talk, nowMs: number) =>
  said.map((text, index): TranscriptTurn => {
    const isReply = index % 2 === 1
    return transcriptTurn({
      id: `${id}-${index}`,
      conversationId: id,
      exchangeId: `${id}-${index >> 1}`,
      speaker: isReply ? 'assistant' : 'person',
      way: isReply ? null : 'hold',
      text,
      language,
      status: interrupted === true && index === 1 ? 'interrupted' : 'complete',
      startedAtMs: nowMs - agoMs + index * 4000,
      durationMs: 1200 + text.length * 30,
    })
  })

/** Five conversations of forty days, in two languages. */
export const seedTranscript = (profile: string, nowMs: number): void => {
  mkdirSync(profile, { recursive: true })
  const { store } = LibsqlTranscriptStore.open(join(profile, 'transcripts.db'), Date.now)
  for (const turn of TALKS.flatMap((talk) => turnsOfTalk(talk, nowMs))) {
    const stored = store.upsertTurn(turn)
    if (!stored.ok) throw new Error(stored.error.detail)
  }
  store.close()
}
