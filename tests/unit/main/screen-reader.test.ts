import { describe, expect, it } from 'vitest'
import { watchScreenReader } from '../../../electron/main/platform/screen-reader.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

const NO_SIGNS = {
  isAccessibilitySupportEnabled: () => false,
  on: () => undefined,
  removeListener: () => undefined,
}

describe('a screen reader', () => {
  it('is asked after on Linux only while somebody needs to know', async () => {
    const time = new VirtualTime()
    const asked: string[] = []
    let answer = '(<false>,)'
    const changes: boolean[] = []
    const watch = watchScreenReader({
      platform: 'linux',
      signs: NO_SIGNS,
      run: (command, options) => {
        asked.push([command, options.at(-1)].join(' '))
        return Promise.resolve(answer)
      },
      clock: time.clock,
      onChange: () => void changes.push(watch.isOn()),
    })
    await time.advanceAsync(60_000)
    expect(asked).toEqual([])
    watch.want(true)
    await time.advanceAsync(1)
    expect([watch.isOn(), asked]).toEqual([false, ['gdbus ScreenReaderEnabled']])
    answer = '(<true>,)'
    await time.advanceAsync(11_000)
    expect([watch.isOn(), changes]).toEqual([true, [true]])
    watch.want(false)
    const count = asked.length
    await time.advanceAsync(60_000)
    expect(asked).toHaveLength(count)
    watch.dispose()
  })

  it('is not there where the desktop cannot be asked', async () => {
    const time = new VirtualTime()
    const watch = watchScreenReader({
      platform: 'linux',
      signs: NO_SIGNS,
      run: () => Promise.reject(new Error('gdbus: not found')),
      clock: time.clock,
      onChange: () => expect.fail('nothing has changed'),
    })
    watch.want(true)
    await time.advanceAsync(30_000)
    expect(watch.isOn()).toBe(false)
    watch.dispose()
  })

  it('is told of by Electron elsewhere', () => {
    const listeners = new Set<() => void>()
    let isOn = false
    let changes = 0
    const watch = watchScreenReader({
      platform: 'darwin',
      signs: {
        isAccessibilitySupportEnabled: () => isOn,
        on: (_, listener) => listeners.add(listener),
        removeListener: (_, listener) => listeners.delete(listener),
      },
      run: () => Promise.reject(new Error('nothing is run here')),
      clock: new VirtualTime().clock,
      onChange: () => {
        changes += 1
      },
    })
    watch.want(true)
    isOn = true
    for (const listener of listeners) listener()
    expect([watch.isOn(), changes]).toEqual([true, 1])
    watch.dispose()
    expect(listeners.size).toBe(0)
  })
})
