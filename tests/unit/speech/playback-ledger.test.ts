import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addChunk,
  comingText,
  heardMs,
  heardText,
  openLedger,
  recordEnd,
  recordProgress,
  type PlaybackLedger,
} from '../../../electron/core/speech/playback-ledger.ts'

const ledgerOf = (...texts: readonly string[]): PlaybackLedger =>
  texts.reduce((ledger, text, index) => addChunk(ledger, index, text), openLedger())

describe('playback ledger', () => {
  it('has heard nothing before playback starts', () => {
    const ledger = ledgerOf('Hello there. ', 'How are you?')
    expect(heardText(ledger)).toBe('')
    expect(comingText(ledger)).toBe('Hello there. How are you?')
    expect(heardMs(ledger)).toBe(0)
  })

  it('counts whole words only, and never one that was still sounding', () => {
    const ledger = ledgerOf('one two three four')
    expect(heardText(recordProgress(ledger, 0, 499, 1000))).toBe('one two')
    expect(heardText(recordProgress(ledger, 0, 100, 1000))).toBe('')
    expect(heardText(recordProgress(ledger, 0, 1000, 1000))).toBe('one two three four')
  })

  it('has heard all chunks before the current one', () => {
    const ledger = recordProgress(ledgerOf('Hello there. ', 'How are you?', 'Fine.'), 1, 600, 1200)
    expect(heardText(ledger)).toBe('Hello there. How')
    expect(comingText(ledger)).toBe('are you?Fine.'.replace('?', '? '))
  })

  it('has heard everything when playback ended', () => {
    const ledger = recordEnd(recordProgress(ledgerOf('Hello. ', 'Bye.'), 0, 10, 500))
    expect(heardText(ledger)).toBe('Hello. Bye.')
    expect(comingText(ledger)).toBe('')
  })

  it('cuts Chinese by characters', () => {
    const ledger = recordProgress(ledgerOf('今天天气很好，', '我们去公园。'), 1, 500, 1000)
    expect(heardText(ledger)).toBe('今天天气很好，我们去')
    expect(comingText(ledger)).toBe('公园。')
  })

  it('puts a space between clauses that lost theirs, but not between Chinese ones', () => {
    expect(heardText(recordEnd(ledgerOf('Hello.', 'Bye.')))).toBe('Hello. Bye.')
    expect(heardText(recordEnd(ledgerOf('你好。', '再见。')))).toBe('你好。再见。')
  })

  it('takes nothing back when a late report arrives', () => {
    const ledger = recordProgress(ledgerOf('one two ', 'three four'), 1, 900, 1000)
    const late = recordProgress(recordProgress(ledger, 0, 10, 700), 1, 100, 1000)
    expect(heardText(late)).toBe(heardText(ledger))
    expect(heardMs(late)).toBe(1600)
  })

  it('adds up the milliseconds heard', () => {
    const first = recordProgress(ledgerOf('one ', 'two'), 0, 480, 500)
    expect(heardMs(first)).toBe(480)
    expect(heardMs(recordProgress(first, 1, 100, 400))).toBe(600)
    expect(heardMs(recordEnd(recordProgress(first, 1, 100, 400)))).toBe(900)
    expect(heardMs(recordProgress(first, 1, 100, 400), 1)).toBe(100)
  })

  it('ignores progress of a chunk whose text it does not know yet', () => {
    expect(heardText(recordProgress(openLedger(), 0, 100, 100))).toBe('')
  })

  it('only grows while time is played, and always holds the whole text with what is coming', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z你好]{1,8}( [a-z你好]{1,8}){0,6}[.,。]$/u), {
          minLength: 1,
          maxLength: 5,
        }),
        fc.array(fc.tuple(fc.nat(4), fc.nat(1000)), { maxLength: 20 }),
        (texts, reports) => {
          let ledger = ledgerOf(...texts)
          const squeeze = (text: string) => text.replace(/\s/gu, '')
          for (const [index, playedMs] of reports) {
            const before = heardText(ledger)
            ledger = recordProgress(ledger, index % texts.length, playedMs, 1000)
            expect(heardText(ledger).startsWith(before)).toBe(true)
            expect(squeeze(heardText(ledger) + comingText(ledger))).toBe(squeeze(texts.join('')))
          }
        },
      ),
    )
  })
})
