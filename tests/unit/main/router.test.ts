import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron'
import { describe, expect, it } from 'vitest'
import { succeed } from '../../../electron/contracts/errors.ts'
import { IPC_REQUEST_CHANNEL, type WindowName } from '../../../electron/contracts/ipc.ts'
import type { RequestHandlers } from '../../../electron/main/ipc/answer-request.ts'
import { answerRequests } from '../../../electron/main/ipc/router.ts'

type Listener = Parameters<IpcMain['handle']>[1]

const OWN = 'warbler://app/overlay/index.html'

/** Electron's side: what asks, from where, and the handlers that are registered. */
const stage = (handlers: Promise<RequestHandlers> = Promise.resolve(everyHandler)) => {
  const listeners = new Map<string, Listener>()
  const known = new Map<WebContents, WindowName>()
  const stop = answerRequests(
    { handle: (channel, listener) => void listeners.set(channel, listener) },
    handlers,
    (contents) => known.get(contents) ?? null,
  )
  const ask = async (asking: {
    url?: string
    name?: WindowName | null
    frame?: 'main' | 'sub'
  }) => {
    const { url = OWN, name = 'overlay', frame = 'main' } = asking
    const mainFrame = { url }
    const sender = { mainFrame } as unknown as WebContents
    if (name !== null) known.set(sender, name)
    const senderFrame = frame === 'main' ? mainFrame : { url }
    const listener = listeners.get(IPC_REQUEST_CHANNEL)
    if (listener === undefined) throw new Error('No handler registered')
    const event = { sender, senderFrame } as unknown as IpcMainInvokeEvent
    const answer: { ok: boolean; error?: { code: string } } = await listener(
      event,
      'overlay.hide',
      {},
    )
    return answer.ok ? 'answered' : answer.error?.code
  }
  return { ask, stop }
}

const everyHandler = {
  'overlay.hide': () => succeed(null),
} as unknown as RequestHandlers

describe('the router of requests', () => {
  it('answers the main frame of a window of ours', async () => {
    expect(await stage().ask({})).toBe('answered')
  })

  it.each([
    { name: null },
    { frame: 'sub' as const },
    { url: 'https://example.org/' },
    { url: 'warbler://app.example.org/overlay/index.html' },
  ])('refuses what comes from anywhere else: %j', async (asking) => {
    expect(await stage().ask(asking)).toBe('internal.unexpected')
  })

  it('lets a window wait until everything is composed', async () => {
    let compose: (handlers: RequestHandlers) => void = () => undefined
    const { ask } = stage(
      new Promise((resolve) => {
        compose = resolve
      }),
    )
    const answer = ask({})
    compose(everyHandler)
    expect(await answer).toBe('answered')
  })

  it('still answers a window that asks while Warbler ends, and says that it has ended', async () => {
    const { ask, stop } = stage()
    const underWay = ask({})
    stop()
    expect([await underWay, await ask({})]).toEqual([
      'instance.not-running',
      'instance.not-running',
    ])
  })
})
