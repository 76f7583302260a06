import { EventEmitter } from 'node:events'
import type { App, PowerMonitor } from 'electron'
import { expect, it, vi } from 'vitest'
import { followEnding } from '../../../electron/main/ending.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

/**
 * An app whose end is written down; `hangs`: what it has to dispose of never comes to an end; `full`: it cannot
 * be saved.
 */
const stage = ({ hangs = false, composed = true, full = false } = {}) => {
  const time = new VirtualTime()
  const events = new EventEmitter()
  const power = new EventEmitter()
  const log: string[] = []
  let signal = (): void => undefined
  const quit = (): void => {
    let isPrevented = false
    events.emit('before-quit', { preventDefault: () => (isPrevented = true) })
    if (!isPrevented) log.push('quit')
  }
  // An emitter takes every listener; the type of the real one lists them by name.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const app = Object.assign(events, {
    exit: (code: number) => log.push(`exit ${code}`),
    quit,
  }) as unknown as App
  const followPower = followEnding({
    app,
    clock: time.clock,
    onSignal: (listener) => (signal = listener),
    running: () =>
      composed
        ? {
            save: () => {
              log.push('saved')
              if (full) throw new Error('a full disk')
            },
            dispose: () => {
              log.push('disposed')
              return hangs ? new Promise(() => undefined) : Promise.resolve()
            },
          }
        : null,
  })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  followPower(power as unknown as PowerMonitor)
  return { time, events, power, log, quit, signal: () => signal() }
}
const settled = () => new Promise((done) => setImmediate(done))

it('ends once, however often it is asked', async () => {
  const { log, quit, signal, power } = stage()
  quit()
  quit()
  signal()
  power.emit('shutdown', { preventDefault: () => undefined })
  await settled()
  expect(log).toEqual(['saved', 'disposed', 'exit 0'])
})

it('ends although something hangs', async () => {
  const { log, quit, time } = stage({ hangs: true })
  quit()
  await settled()
  expect(log).toEqual(['saved', 'disposed'])
  time.advance(1000)
  await settled()
  expect(log).toEqual(['saved', 'disposed', 'exit 0'])
})

it('has the machine wait until it has ended', async () => {
  const { log, power } = stage()
  let waits = false
  power.emit('shutdown', { preventDefault: () => (waits = true) })
  await settled()
  expect([waits, log]).toEqual([true, ['saved', 'disposed', 'exit 0']])
})

it('has saved everything before the session of Windows is over', () => {
  const { log, events } = stage()
  const window = new EventEmitter()
  events.emit('browser-window-created', {}, window)
  window.emit('session-end', {})
  expect(log).toEqual(['saved', 'disposed'])
})

it('ends what runs although it cannot be saved', async () => {
  const told = vi.spyOn(console, 'error').mockReturnValue(undefined)
  const { log, quit } = stage({ full: true })
  quit()
  await settled()
  expect(log).toEqual(['saved', 'disposed', 'exit 0'])
  expect(told).toHaveBeenCalledOnce()
})

it('is simply quit while there is nothing yet', () => {
  const { log, signal } = stage({ composed: false })
  signal()
  expect(log).toEqual(['quit'])
})
