import { describe, expect, it } from 'vitest'
import { SUPERVISION_POLICIES } from '../../../electron/core/supervision/policy.ts'
import {
  AudioLink,
  type AudioWindow,
  type AudioWindowSigns,
} from '../../../electron/main/windows/audio-link.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

const policy = SUPERVISION_POLICIES.audio

/** Windows without Electron: each keeps what it was told, and dies and hangs when a test says so. */
const stage = () => {
  const time = new VirtualTime()
  const log: string[] = []
  const windows: { signs: AudioWindowSigns; received: string[]; hangs: boolean }[] = []
  let ports = 0
  const link = new AudioLink<string>({
    clock: time.clock,
    policy,
    openChannel: () => {
      ports += 1
      return { toWindow: `near ${ports}`, toWorker: `far ${ports}` }
    },
    openWindow: (signs): AudioWindow<string> => {
      const window = { signs, received: [] as string[], hangs: false }
      let destroyed = false
      windows.push(window)
      return {
        command: ({ type }) => void window.received.push(type),
        attach: (channel, port) => void window.received.push(`${channel}: ${port}`),
        ping: () => void (window.hangs || link.markAlive()),
        destroy: () => {
          if (!destroyed) signs.gone('closed')
          destroyed = true
        },
      }
    },
    onReady: () => void log.push('ready'),
    onLost: () => void log.push('lost'),
    onGaveUp: ({ code }) => void log.push(code),
  })
  const newest = () => {
    const window = windows.at(-1)
    if (window === undefined) throw new Error('no window was opened')
    return window
  }
  return { time, log, windows, link, newest }
}

describe('the audio window', () => {
  it('gets what waited for it, ports first and the newest of each channel only', () => {
    const { link, newest } = stage()
    link.connect('microphone')
    link.command({ type: 'listen', utterance: 1, capture: 'now' })
    expect(link.connect('microphone')).toBe('far 2')
    link.command({ type: 'finish', utterance: 1 })
    expect(newest().received).toEqual([])
    link.markReady()
    expect(newest().received).toEqual(['microphone: near 2', 'listen', 'finish'])
  })

  it('has one port for each channel: sound in, sound out, and pauses', () => {
    const { link, newest } = stage()
    for (const channel of ['microphone', 'playback', 'turn'] as const) link.connect(channel)
    link.markReady()
    expect(newest().received).toEqual(['microphone: near 1', 'playback: near 2', 'turn: near 3'])
    expect(link.connect('turn')).toBe('far 4')
    expect(newest().received.at(-1)).toBe('turn: near 4')
  })

  it('is replaced when its process dies, and what was meant for it is not given to the next', () => {
    const { link, newest, time, log, windows } = stage()
    link.markReady()
    newest().signs.gone('crashed')
    link.command({ type: 'finish', utterance: 1 })
    time.advance(policy.firstBackOffMs)
    link.markReady()
    expect(windows).toHaveLength(2)
    expect(newest().received).toEqual(['finish'])
    expect(log).toEqual(['ready', 'lost', 'ready'])
  })

  it('that crashes while it loads is not opened without end: the person is asked', () => {
    const { newest, time, log, windows } = stage()
    for (let crash = 0; crash < policy.crashLimit; crash++) {
      newest().signs.gone('crashed')
      time.advance(policy.maximumBackOffMs)
    }
    time.advance(policy.crashWindowMs)
    expect(windows).toHaveLength(policy.crashLimit)
    expect(log.at(-1)).toBe('audio.gave-up')
  })

  it('is opened with a clean record when the person says so', () => {
    const { link, newest, time, log, windows } = stage()
    for (let crash = 0; crash < policy.crashLimit; crash++) {
      newest().signs.gone('crashed')
      time.advance(policy.maximumBackOffMs)
    }
    link.restart()
    link.markReady()
    newest().signs.gone('crashed')
    time.advance(policy.firstBackOffMs)
    expect(windows).toHaveLength(policy.crashLimit + 2)
    expect(log.filter((entry) => entry === 'audio.gave-up')).toHaveLength(1)
  })

  it('that becomes unresponsive is replaced after a grace, and is spared when it recovers', () => {
    const { link, newest, time, windows } = stage()
    link.markReady()
    newest().signs.unresponsive()
    time.advance(4000)
    newest().signs.responsive()
    time.advance(20_000)
    expect(windows).toHaveLength(1)
    newest().signs.unresponsive()
    time.advance(5000 + policy.firstBackOffMs)
    expect(windows).toHaveLength(2)
  })

  it('that gives no sign of life is replaced, although Electron says nothing', () => {
    const { link, newest, time, windows, log } = stage()
    link.markReady()
    time.advance(10 * policy.pingEveryMs)
    expect(windows).toHaveLength(1)
    newest().hangs = true
    time.advance(policy.pingEveryMs + policy.pongWithinMs + policy.firstBackOffMs)
    expect(windows).toHaveLength(2)
    expect(log).toEqual(['ready', 'lost'])
  })

  it('leaves no timer behind when it is disposed', () => {
    const { link, newest, time, windows } = stage()
    link.markReady()
    newest().signs.unresponsive()
    link.dispose()
    time.advance(60_000)
    expect(time.waiting).toBe(0)
    expect(windows).toHaveLength(1)
  })
})
