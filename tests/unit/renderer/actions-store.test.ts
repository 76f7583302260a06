import { describe, expect, it } from 'vitest'
import type { ChangeNotice } from '../../../electron/contracts/actions.ts'
import { fail, succeed } from '../../../electron/contracts/errors.ts'
import type { ActionsBridge } from '../../../renderer/ui/palette/actions-bridge.ts'
import { createActionsStore } from '../../../renderer/ui/palette/actions-store.ts'

const world = ({ answer = '', kept = null as string | null, fails = false } = {}) => {
  const asked: unknown[] = []
  let notice: (told: ChangeNotice) => void = () => undefined
  let written: string | null = kept
  const request = (route: string, input: unknown) => {
    asked.push([route, input])
    if (route === 'actions.list') return Promise.resolve(succeed([]))
    return Promise.resolve(fails ? fail('disk.full') : succeed({ text: answer }))
  }
  const store = createActionsStore(
    {
      platform: 'linux',
      // One function answers every route here; the store is held to the types of each.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      request: request as ActionsBridge['request'],
      on: (_route, listener) => {
        notice = listener
        return () => undefined
      },
    },
    {
      read: () => written,
      write: (keys) => {
        written = keys
      },
    },
  )
  return { store, asked, tell: (told: ChangeNotice) => notice(told), written: () => written }
}
const settled = () => new Promise((next) => setImmediate(next))

describe('the palette of a window', () => {
  it('asks for the actions each time that it opens', async () => {
    const { store, asked } = world()
    store.open()
    expect(store.get().isOpen).toBe(true)
    store.close()
    store.open()
    await settled()
    expect(asked).toEqual([
      ['actions.list', {}],
      ['actions.list', {}],
    ])
  })

  it('is closed before an action runs, and remembers it', () => {
    const { store, asked, written } = world()
    store.open()
    store.run({ action: 'talk', input: {} })
    expect(store.get().isOpen).toBe(false)
    expect(asked.at(-1)).toEqual(['actions.run', { action: 'talk', input: {}, confirmed: false }])
    expect(written()).toBe('["talk"]')
  })

  it('forgets what it cannot read', () => {
    expect(world({ kept: '{broken' }).store.get().recent).toEqual([])
    expect(world({ kept: '[1, "talk"]' }).store.get().recent).toEqual(['talk'])
  })
})

describe('a notice', () => {
  it('that is closed under the pointer holds none that comes after it', () => {
    const { store, tell } = world()
    for (const close of [store.dismissNotice, store.undo]) {
      tell({ id: 1, text: 'Volume: 50 percent', canUndo: true })
      store.holdNotice(true)
      close()
      tell({ id: 2, text: 'Volume: 40 percent', canUndo: true })
      expect(store.get()).toMatchObject({ notice: { canUndo: true }, isNoticeHeld: false })
    }
  })

  it('tells of a change with the way back, and what was taken back without', async () => {
    const { store, tell, asked } = world({ answer: 'Taken back. The volume: 100 percent.' })
    tell({ id: 1, text: 'Volume: 50 percent', canUndo: true })
    expect(store.get().notice).toMatchObject({ text: 'Volume: 50 percent', canUndo: true })
    store.undo()
    expect(asked.at(-1)).toEqual(['actions.run', { action: 'undo', input: {}, confirmed: false }])
    await settled()
    expect(store.get().notice).toMatchObject({
      text: 'Taken back. The volume: 100 percent.',
      canUndo: false,
    })
  })

  it('of a change is not replaced by the sentence about the same change', async () => {
    const { store, tell } = world({ answer: 'Quieter: 50 percent.' })
    store.run({ action: 'volume.step', input: { steps: -1 } })
    tell({ id: 1, text: 'Volume: 50 percent', canUndo: true })
    await settled()
    expect(store.get().notice?.canUndo).toBe(true)
  })

  it('tells why an action failed', async () => {
    const { store } = world({ fails: true })
    store.run({ action: 'volume.step', input: { steps: -1 } })
    await settled()
    expect(store.get().notice?.error?.code).toBe('disk.full')
    store.dismissNotice()
    expect(store.get().notice).toBeNull()
  })
})
