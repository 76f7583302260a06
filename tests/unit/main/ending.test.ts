import { EventEmitter } from 'node:events'
import type { App, PowerMonitor } from 'electron'
import { expect, it } from 'vitest'
import { followEnding } from '../../../electron/main/ending.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

/** An app whose end is written down; `hangs`: what it has to dispose of never comes to an end. */
const stage = ({ hangs = false, composed = true } = {}) => {
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
            dispose: () => {
              log.push('saved')
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
  expect(log).toEqual(['saved', 'exit 0'])
})

it('ends although something hangs', async () => {
  const { log, quit, time } = stage({ hangs: true })
  quit()
  await settled()
  expect(log).toEqual(['saved'])
  time.advance(1000)
  await settled()
  expect(log).toEqual(['saved', 'exit 0'])
})

it('has the machine wait until it has ended', async () => {
  const { log, power } = stage()
  let waits = false
  power.emit('shutdown', { preventDefault: () => (waits = true) })
  await settled()
  expect([waits, log]).toEqual([true, ['saved', 'exit 0']])
})

it('has saved everything before the session of Windows is over', () => {
  const { log, events } = stage()
  const window = new EventEmitter()
  events.emit('browser-window-created', {}, window)
  window.emit('session-end', {})
  expect(log).toEqual(['saved'])
})

it('is simply quit while there is nothing yet', () => {
  const { log, signal } = stage({ composed: false })
  signal()
  expect(log).toEqual(['quit'])
})
