import { describe, expect, it } from 'vitest'
import {
  decideBargeIn,
  DEFAULT_BARGE_IN,
  type BargeInFacts,
} from '../../../electron/core/turns/barge-in.ts'
import { voiceEvidence } from '../../support/voice-evidence.ts'

const decide = (facts: Partial<BargeInFacts>, level: 'easy' | 'balanced' | 'firm' = 'balanced') =>
  decideBargeIn(
    {
      speechMs: 500,
      over: false,
      words: null,
      evidence: null,
      replyWords: 'There once was a lighthouse far out at sea.',
      voice: 'unknown',
      askedBy: 'unknown',
      ...facts,
    },
    { ...DEFAULT_BARGE_IN, level },
  )

describe('speech over a reply', () => {
  it('is waited for while nothing of it is known', () => {
    expect(decide({ words: null }).kind).toBe('wait')
    expect(decide({ words: null, over: true }).kind).toBe('wait')
    expect(decide({ words: 'Yeah' }).kind).toBe('wait')
  })

  it('is meant as soon as it says something', () => {
    expect(decide({ words: 'No tell' })).toMatchObject({ kind: 'interrupt', reason: '2 words' })
    expect(decide({ words: 'Why?', over: true })).toMatchObject({ kind: 'interrupt' })
    expect(decide({ words: '今天天气', speechMs: 800 })).toMatchObject({ kind: 'interrupt' })
  })

  it('is not read before there can be words in it', () => {
    expect(decide({ words: 'I do', speechMs: 190 }).kind).toBe('wait')
    expect(decide({ words: 'And then they came back home', speechMs: 520 }).kind).toBe('wait')
    // A hum of 0.55 s whose end is not known yet.
    expect(decide({ words: 'In a', speechMs: 620 }).kind).toBe('wait')
  })

  it('is one word of anybody only where it calls, asks, or answers', () => {
    const lone = (words: string, facts: Partial<BargeInFacts> = {}) =>
      decide({ words, over: true, evidence: voiceEvidence(), ...facts })
    expect(lone('But, ah', { speechMs: 480 }).kind).toBe('interrupt')
    expect(lone('Of her', { speechMs: 480 })).toMatchObject({ kind: 'resume' })
    expect(lone('Of her', { speechMs: 800 }).kind).toBe('interrupt')
    expect(lone('In a month', { speechMs: 550 })).toMatchObject({ kind: 'resume' })
    expect(lone('No, wait', { speechMs: 400 }).kind).toBe('interrupt')
    expect(lone('Another.')).toMatchObject({ kind: 'resume', reason: 'one word' })
    expect(lone('Wait!').kind).toBe('interrupt')
    expect(lone('等等').kind).toBe('interrupt')
    expect(lone('Tuesday.', { replyWords: 'Which day would you like?' }).kind).toBe('interrupt')
  })

  it('is meant at the first word of an order to stop', () => {
    for (const level of ['easy', 'balanced', 'firm'] as const) {
      expect(decide({ words: 'Stop', speechMs: 150 }, level).kind).toBe('interrupt')
    }
  })

  it('is meant where somebody says "yeah yeah" without end', () => {
    expect(decide({ words: 'yeah yeah yeah', speechMs: 2000 }).kind).toBe('interrupt')
  })

  it('was noise where it goes on and on without a word', () => {
    expect(decide({ words: '', speechMs: 2500 })).toMatchObject({ outcome: 'noise' })
    expect(decide({ words: '', over: true })).toMatchObject({ outcome: 'noise' })
  })

  it('was an echo where it repeats the reply, in words or in sound', () => {
    expect(decide({ words: 'a lighthouse far out' })).toMatchObject({ outcome: 'echo' })
    const evidence = voiceEvidence({ echoLikeness: 0.9 })
    expect(decide({ words: 'house', over: true, evidence })).toMatchObject({ outcome: 'echo' })
  })

  describe('by a stranger, over a reply that somebody asked for who is known', () => {
    const stranger = (facts: Partial<BargeInFacts>, level?: 'easy' | 'balanced' | 'firm') =>
      decide({ voice: 'stranger', askedBy: 'enrolled', ...facts }, level)

    it.each(['easy', 'balanced', 'firm'] as const)('stops nothing, %s', (level) => {
      const words = 'Did you feed the cat this morning?'
      expect(stranger({ words, speechMs: 1000 }, level).kind).toBe('wait')
      for (const facts of [{ speechMs: 1600 }, { speechMs: 1000, over: true }]) {
        expect(stranger({ words, ...facts }, level)).toMatchObject({
          kind: 'resume',
          outcome: 'stranger',
        })
      }
    })

    it('ends it all the same with "stop": anybody may', () => {
      expect(stranger({ words: 'Stop', speechMs: 400 }).kind).toBe('interrupt')
      expect(stranger({ words: 'stop talking', over: true }).kind).toBe('interrupt')
    })

    it('is waited for until its words are known: they may be an order to stop', () => {
      expect(stranger({ words: null, over: true }).kind).toBe('wait')
    })

    it('is as anybody else where nobody knows who asked, or whose voice it is', () => {
      const words = 'Did you feed the cat?'
      for (const facts of [
        { voice: 'stranger', askedBy: 'unknown' },
        { voice: 'unknown', askedBy: 'enrolled' },
        { voice: 'enrolled', askedBy: 'enrolled' },
      ] as const) {
        expect(decide({ words, speechMs: 1000, ...facts }).kind).toBe('interrupt')
      }
    })
  })

  it('by its length alone is enough only where that was chosen', () => {
    expect(decide({ words: 'yeah' }, 'easy').kind).toBe('interrupt')
    expect(decide({ words: 'yeah' }, 'firm').kind).toBe('wait')
  })
})
