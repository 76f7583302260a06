import { describe, expect, it } from 'vitest'
import type { Interruptions } from '../../../electron/contracts/turn-feedback.ts'
import { decideBargeIn } from '../../../electron/core/turns/barge-in.ts'
import { DEFAULT_ENDPOINTING, endpointAfter } from '../../../electron/core/turns/endpointing.ts'
import { createI18n } from '../../../renderer/i18n/index.ts'
import { reasonText } from '../../../renderer/transcript/inspector/reason-text.ts'

const english = createI18n('en').t
const chinese = createI18n('zh').t
const said = (reason: string) => reasonText(english, 'en', reason)

describe('a reason of the log', () => {
  it.each([
    ['released', 'key released'],
    [
      '0.36 s silence, complete 0.97, sentence closed',
      '0.36s of silence, complete: 0.97, sentence closed',
    ],
    ['1.20 s silence', '1.2s of silence'],
    ['short, words unknown', 'short, words unknown'],
    ['words unknown', 'words unknown'],
    ['1 words', '1 word'],
    ['sounds like the reply, 0.85', 'sounds like the reply: 0.85'],
    ['', ''],
  ])('"%s" is said as "%s"', (reason, text) => {
    expect(said(reason)).toBe(text)
  })

  it('that nobody here knows is shown as it is written, between those that are known', () => {
    expect(said('0.50 s silence, the moon is full, open clause')).toBe(
      '0.5s of silence, the moon is full, open clause',
    )
    expect(said('no words left')).toBe('no words left')
  })

  it('is Chinese in Chinese, whatever the core decides', () => {
    const endings = [null, '', 'and', 'What is it?', 'turn on the light'].flatMap((words) =>
      [null, 0.1, 0.95].flatMap((score) =>
        [null, 0.01, 0.9].map(
          (wordsScore) => endpointAfter({ words, score, wordsScore }, DEFAULT_ENDPOINTING).reason,
        ),
      ),
    )
    const evidence = {
      speechMs: 400,
      meanProbability: 0.4,
      peakProbability: 0.5,
      aboveNoiseDb: 2,
      echoLikeness: null,
    }
    const spokenOver = (['easy', 'balanced', 'firm'] as const).flatMap((level: Interruptions) =>
      [true, false].flatMap((over) =>
        [null, '', 'mm-hm', 'stop', 'Tuesday', 'no wait a moment', 'the moon is far away'].flatMap(
          (words) =>
            [300, 5000].flatMap((speechMs) =>
              [null, evidence, { ...evidence, echoLikeness: 0.9 }].flatMap((heard) => {
                const facts = {
                  speechMs,
                  over,
                  words,
                  evidence: heard,
                  askedBy: 'enrolled',
                } as const
                const replyWords = 'the moon is far away'
                return (['unknown', 'stranger'] as const).flatMap((voice) => {
                  const decision = decideBargeIn(
                    { ...facts, replyWords, voice },
                    { level, checkEveryMs: 120 },
                  )
                  return decision.kind === 'wait' ? [] : [decision.reason]
                })
              }),
            ),
        ),
      ),
    )
    const reasons = [...new Set([...endings, ...spokenOver])]
    expect(reasons.length).toBeGreaterThan(15)
    const english = reasons
      .map((reason) => reasonText(chinese, 'zh', reason))
      .filter((text) => /[a-z]/i.test(text))
    expect(english).toEqual([])
  })
})
