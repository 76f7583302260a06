import { describe, expect, it } from 'vitest'
import type { XConnection } from '../../../../electron/main/platform/x11/connection.ts'
import {
  watchDesktop,
  type DesktopView,
} from '../../../../electron/main/platform/x11/desktop-watch.ts'
import type { XRequest } from '../../../../electron/main/platform/x11/wire.ts'
import { VirtualTime } from '../../../support/virtual-time.ts'

const ROOT = 1
const FILM = 50
const TERMINAL = 51
const SCREEN = { x: 0, y: 0, width: 1280, height: 800 }

/** An X server of which only what is asked here is there, with a window manager. */
const stage = () => {
  const time = new VirtualTime()
  const atoms: string[] = []
  const atomOf = (name: string) => atoms.indexOf(name) + 100
  const world = {
    stacking: [TERMINAL, FILM],
    active: TERMINAL,
    filled: [] as number[],
    compositor: 0,
    gone: [] as number[],
    asked: 0,
  }
  const followed: number[] = []
  const reply = (write: (bytes: Buffer) => void, length = 32) => {
    const bytes = Buffer.alloc(length)
    bytes.writeUInt8(1, 0)
    write(bytes)
    return bytes
  }
  const values = (all: readonly number[]) =>
    reply(
      (bytes) => {
        bytes.writeUInt8(32, 1)
        bytes.writeUInt32LE(all.length, 16)
        for (const [index, value] of all.entries()) bytes.writeUInt32LE(value, 32 + index * 4)
      },
      32 + all.length * 4,
    )
  const propertyOf = (window: number, name: string): readonly number[] => {
    if (name === '_NET_CLIENT_LIST_STACKING') return world.stacking
    if (name === '_NET_ACTIVE_WINDOW') return [world.active]
    if (name === '_NET_WM_STATE' && world.filled.includes(window)) {
      return [atomOf('_NET_WM_STATE_FULLSCREEN')]
    }
    return []
  }
  const answer = (question: XRequest): Buffer | null => {
    world.asked += 1
    if ('window' in question && world.gone.includes(question.window)) return null
    switch (question.type) {
      case 'intern-atom':
        atoms.push(question.name)
        return reply((bytes) => bytes.writeUInt32LE(atomOf(question.name), 8))
      case 'selection-owner':
        return reply((bytes) => bytes.writeUInt32LE(world.compositor, 8))
      case 'property':
        return values(propertyOf(question.window, atoms[question.property - 100] ?? ''))
      case 'geometry':
        return reply((bytes) => {
          bytes.writeUInt16LE(world.filled.includes(question.window) ? 1280 : 600, 16)
          bytes.writeUInt16LE(world.filled.includes(question.window) ? 800 : 400, 18)
        })
      case 'place-on':
      case 'pointer':
        return reply(() => undefined)
      case 'follow-properties':
        return null
    }
  }
  const connection: XConnection = {
    root: ROOT,
    ask: (question) => Promise.resolve(answer(question)),
    tell: (order) => {
      if (order.type === 'follow-properties') followed.push(order.window)
    },
    close: () => undefined,
  }
  const views: DesktopView[] = []
  const watching = watchDesktop({
    connection,
    clock: time.clock,
    displays: () => [SCREEN],
    onView: (view) => views.push(view),
  })
  const changed = async (property: string, window = ROOT) => {
    const event = Buffer.alloc(32)
    event.writeUInt8(28, 0)
    event.writeUInt32LE(window, 4)
    event.writeUInt32LE(atomOf(property), 8)
    const watch = await watching
    watch.take(event)
  }
  return { time, world, views, followed, watching, changed }
}

describe('the watch on an X desktop', () => {
  it('tells once how it is, and follows what is in use', async () => {
    const { watching, views, followed } = stage()
    await watching
    expect(views).toEqual([{ filled: [], isComposited: false }])
    expect(followed).toEqual([ROOT, TERMINAL])
  })

  it('tells when a program fills the screen, and when it does not any more', async () => {
    const { watching, world, views, changed, time } = stage()
    await watching
    world.filled = [FILM]
    world.active = FILM
    await changed('_NET_ACTIVE_WINDOW')
    await time.advanceAsync(1000)
    expect(views.at(-1)).toEqual({ filled: [0], isComposited: false })
    world.filled = []
    await changed('_NET_WM_STATE', FILM)
    await time.advanceAsync(1000)
    expect(views.at(-1)).toEqual({ filled: [], isComposited: false })
    expect(views).toHaveLength(3)
  })

  it('tells of a compositor', async () => {
    const { watching, world, views, time } = stage()
    const watch = await watching
    world.compositor = 77
    watch.look()
    await time.advanceAsync(1000)
    expect(views.at(-1)).toEqual({ filled: [], isComposited: true })
  })

  it('looks once after a burst, and not at what concerns nobody', async () => {
    const { watching, world, changed, time, views } = stage()
    await watching
    const before = world.asked
    await changed('_NET_WM_DESKTOP')
    await time.advanceAsync(1000)
    expect(world.asked).toBe(before)
    for (let change = 0; change < 20; change++) await changed('_NET_ACTIVE_WINDOW')
    await time.advanceAsync(1000)
    // Four of the root, and five of each window.
    expect(world.asked - before).toBe(14)
    expect(views).toHaveLength(1)
  })

  it('passes over a window that has gone, and looks no more once it is disposed of', async () => {
    const { watching, world, changed, time, views } = stage()
    const watch = await watching
    world.gone = [FILM]
    world.filled = [FILM]
    await changed('_NET_CLIENT_LIST_STACKING')
    await time.advanceAsync(1000)
    expect(views).toHaveLength(1)
    await changed('_NET_ACTIVE_WINDOW')
    watch.dispose()
    expect(time.waiting).toBe(0)
  })
})
