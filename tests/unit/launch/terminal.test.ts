import { describe, expect, test } from 'vitest'
import { formatBytes, formatDuration, formatProgress } from '../../../electron/launch/formats.mjs'
import { speedOf } from '../../../electron/launch/growth.mjs'
import { createTerminal, showFailure, wantsColour } from '../../../electron/launch/terminal.mjs'

const record = (isTTY: boolean, env: Record<string, string>) => {
  const written: string[] = []
  let nowMs = 0
  const terminal = createTerminal(
    { isTTY, columns: 40, write: (text: string) => written.push(text) },
    env,
    () => nowMs,
  )
  return { written, terminal, wait: (ms: number) => (nowMs += ms) }
}

describe('in a log', () => {
  test('a long step shows that it lives, but not with every report', () => {
    const { written, terminal, wait } = record(false, {})
    const step = terminal.step('Installing')
    for (let second = 0; second < 25; second += 1) {
      wait(1000)
      step.update(`${second} MB`)
    }
    step.done('Installed')
    expect(written).toEqual([
      '  Installing: 9 MB, 10 s\n',
      '  Installing: 19 MB, 20 s\n',
      '✓ Installed (25 s)\n',
    ])
  })

  test('nothing is coloured and no line is rewritten', () => {
    const { written, terminal } = record(false, {})
    terminal.warn('careful')
    showFailure(terminal, { message: 'It failed.', remedy: 'Do this.\nOr that.' })
    expect(written).toEqual(['! careful\n', '✗ It failed.\n', '  Do this.\n', '  Or that.\n'])
  })
})

describe('on a terminal', () => {
  test('progress stays within one line and is gone before anything else is written', () => {
    const { written, terminal, wait } = record(true, { NO_COLOR: '1' })
    const step = terminal.step('Downloading')
    wait(1000)
    step.update('x'.repeat(100))
    terminal.say('a line')
    expect(written[0]?.replace('\r\u001B[2K', '')).toHaveLength(39)
    expect(written.slice(1)).toEqual(['\r\u001B[2K', 'a line\n'])
  })

  test('colours go with NO_COLOR and with terminals that have none', () => {
    expect(wantsColour(true, {})).toBe(true)
    expect(wantsColour(true, { NO_COLOR: '1' })).toBe(false)
    expect(wantsColour(true, { TERM: 'dumb' })).toBe(false)
    expect(wantsColour(false, {})).toBe(false)
  })
})

test('sizes, times and speeds are written as people read them', () => {
  expect(formatBytes(196_264_810)).toBe('196 MB')
  expect(formatBytes(1_310_000)).toBe('1.3 MB')
  expect(formatDuration(430)).toBe('0.4 s')
  expect(formatDuration(59_700)).toBe('1 min 00 s')
  expect(formatDuration(125_000)).toBe('2 min 05 s')
  expect(formatProgress({ bytes: 300e6, totalBytes: 196e6, bytesPerSecond: 12.5e6 })).toBe(
    '196 MB of 196 MB, 13 MB/s',
  )
})

test('speed is that of the last seconds, and never negative', () => {
  const at = (seconds: number, bytes: number) => ({ atMs: seconds * 1000, bytes })
  expect(speedOf([])).toBe(0)
  expect(speedOf([at(0, 0), at(10, 1000), at(12, 3000)])).toBe(1000)
  expect(speedOf([at(0, 500), at(1, 100)])).toBe(0)
})
