import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  hotkeyStep,
  initialHotkeyState,
  isNewToggle,
  type HotkeyInput,
} from '../../../electron/core/turns/hotkey-press.ts'

/** Runs reports and the checks that they ask for; returns what was emitted, in order. */
const run = (inputs: readonly HotkeyInput[]): readonly string[] => {
  let state = initialHotkeyState
  let check: number | null = null
  const emitted: string[] = []
  const feed = (input: HotkeyInput) => {
    const next = hotkeyStep(state, input)
    state = next.state
    emitted.push(...next.emit)
    check = next.checkAfterMs === null ? check : input.atMs + next.checkAfterMs
  }
  for (const input of inputs) {
    if (check !== null && check <= input.atMs) {
      const atMs = check
      check = null
      feed({ type: 'check', atMs })
    }
    feed(input)
  }
  if (check !== null) feed({ type: 'check', atMs: check })
  return emitted
}
const down = (atMs: number): HotkeyInput => ({ type: 'down', atMs })
const up = (atMs: number): HotkeyInput => ({ type: 'up', atMs })
const shortcut = (atMs: number): HotkeyInput => ({ type: 'shortcut', atMs })

describe('the hotkey', () => {
  it('is pressed once and released once', () => {
    expect(run([down(0), up(1200)])).toEqual(['pressed', 'released'])
  })

  it('takes the shortcut and the hook reporting the same press for one', () => {
    expect(run([shortcut(0), down(2), up(800)])).toEqual(['pressed', 'released'])
    expect(run([down(0), shortcut(2), up(800)])).toEqual(['pressed', 'released'])
  })

  it('is released though a repeat of the shortcut comes late', () => {
    expect(run([down(0), shortcut(1), up(800), shortcut(810)])).toEqual(['pressed', 'released'])
    expect(run([down(0), shortcut(1), up(800), shortcut(900)])).toEqual(['pressed', 'released'])
  })

  it('is pressed by the shortcut alone where the hook did not see it', () => {
    expect(run([down(0), up(300), shortcut(5000), up(5300)])).toEqual([
      'pressed',
      'released',
      'pressed',
      'released',
    ])
  })

  it('is not released by the pairs of up and down with which X11 repeats a held key', () => {
    const repeats = Array.from({ length: 20 }, (_, i) => [
      up(660 + i * 40),
      down(661 + i * 40),
    ]).flat()
    expect(run([down(0), ...repeats, up(2000)])).toEqual(['pressed', 'released'])
  })

  it('is released once though every key of the combination comes up', () => {
    expect(run([down(0), up(500), up(504), up(509)])).toEqual(['pressed', 'released'])
  })

  it('counts a second tap, however quick', () => {
    expect(run([down(0), up(80), down(160), up(240)])).toEqual([
      'pressed',
      'released',
      'pressed',
      'released',
    ])
  })

  it('recovers when the release was lost behind a locked screen', () => {
    expect(run([down(0), down(60_000), up(60_300)])).toEqual([
      'pressed',
      'released',
      'pressed',
      'released',
    ])
  })

  it('alternates between pressed and released whatever is reported', () => {
    const input = fc.record({
      type: fc.constantFrom('down' as const, 'up' as const, 'shortcut' as const),
      wait: fc.integer({ min: 0, max: 1500 }),
    })
    fc.assert(
      fc.property(fc.array(input, { maxLength: 40 }), (inputs) => {
        let atMs = 0
        const emitted = run(inputs.map(({ type, wait }) => ({ type, atMs: (atMs += wait) })))
        emitted.forEach((kind, index) =>
          expect(kind).toBe(index % 2 === 0 ? 'pressed' : 'released'),
        )
      }),
    )
  })

  it('without a key-up source takes the repeats of a held key for one toggle', () => {
    const reports = [0, 660, 700, 740, 780, 3000]
    const news = reports.filter((atMs, index) => isNewToggle(reports[index - 1] ?? null, atMs))
    expect(news).toEqual([0, 3000])
  })
})
