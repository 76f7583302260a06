import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { TranscriptTurn } from '../../../electron/contracts/transcript.ts'
import { LibsqlTranscriptStore } from '../../../electron/main/storage/libsql-transcript-store.ts'
import { transcriptTurn } from '../../support/transcript-turn.ts'

/** Ten years of thirty turns a day: what somebody has who talks to it every day. */
export const LARGE_TURNS = 100_000
const TURNS_OF_CONVERSATION = 20
const GAP_MS = 50 * 60_000

const ENGLISH =
  'the a is of and to in that it you what how tell me about please moon earth light second way people weather tomorrow today dinner breakfast recipe story lighthouse storm music history language science garden river mountain house train ticket meeting email question answer explain sentence three five hundred thousand kilometre minute hour walk fast slow warm cold water sugar oxygen plant animal bird song voice word name city country capital'.split(
    ' ',
  )
const CHINESE = Array.from(
  '月亮离地球有多远大约三十八万公里光走这段路需要一秒明天北京的天气怎么样我没联网不知道请告诉解释两句话植物水糖氧故事灯塔风暴音乐历史语言科学花园河山房子火车票会议邮件问题回答早餐晚饭鸟歌声名字城市国家首都',
)

/** The same numbers in every run (a linear congruential generator, constants of Numerical Recipes). */
const numbers = (seed: number): ((below: number) => number) => {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** Like speech: a few words are most of it, and every fifth is a rare one. */
const words = (below: (limit: number) => number): string => {
  const count = 6 + below(40)
  return Array.from({ length: count }, () => {
    if (below(5) === 0) return `${ENGLISH[below(ENGLISH.length)]}${below(400)}`
    return ENGLISH[Math.min(below(ENGLISH.length), below(ENGLISH.length))]
  }).join(' ')
}
const characters = (below: (limit: number) => number): string =>
  Array.from({ length: 8 + below(50) }, () => CHINESE[below(CHINESE.length)]).join('')

/** Writes a transcript of so many turns into a profile, half of it Chinese. */
export const writeLargeTranscript = (profile: string, turnCount: number, nowMs: number): void => {
  mkdirSync(profile, { recursive: true })
  const { store } = LibsqlTranscriptStore.open(join(profile, 'transcripts.db'), Date.now)
  const below = numbers(7)
  for (let first = 0; first < turnCount; first += TURNS_OF_CONVERSATION) {
    const id = `conversation-${String(first).padStart(7, '0')}`
    const isChinese = (first / TURNS_OF_CONVERSATION) % 2 === 1
    const turns = Array.from({ length: TURNS_OF_CONVERSATION }, (_, index): TranscriptTurn => {
      const isReply = index % 2 === 1
      return transcriptTurn({
        id: `${id}-${String(index).padStart(2, '0')}`,
        conversationId: id,
        exchangeId: `${id}-${index >> 1}`,
        speaker: isReply ? 'assistant' : 'person',
        text: isChinese ? characters(below) : words(below),
        language: isChinese ? 'zh' : 'en',
        status: below(9) === 0 && isReply ? 'interrupted' : 'complete',
        way: isReply ? null : 'hold',
        startedAtMs: nowMs - (turnCount - first - index) * GAP_MS,
        durationMs: 4000,
      })
    })
    const startedAtMs = turns[0]?.startedAtMs ?? nowMs
    const conversation = { id, startedAtMs, title: null, isNamed: false, isPinned: false }
    const added = store.addConversation({ conversation, turns })
    if (!added.ok) throw new Error(added.error.detail)
  }
  store.close()
}
