import { describe, expect, it } from 'vitest'
import {
  connectOver,
  type ParentLink,
  type WorkerPort,
} from '../../../electron/workers/transport.ts'

const createParent = () => {
  const posted: unknown[] = []
  let deliver: Parameters<ParentLink['onMessage']>[0] = () => undefined
  const parent: ParentLink = {
    onMessage: (listener) => {
      deliver = listener
    },
    post: (message) => posted.push(message),
    drain: () => Promise.resolve(),
    onGone: () => undefined,
  }
  return {
    parent,
    posted,
    deliver: (message: unknown, ports: readonly WorkerPort[] = []) => deliver(message, ports),
  }
}

const createPort = () => {
  const posted: unknown[][] = []
  let listener: (event: { readonly data: unknown }) => void = () => undefined
  let started = false
  const port: WorkerPort = {
    on: (_event, given) => {
      listener = given
    },
    postMessage: (...everything: readonly unknown[]) => posted.push([...everything]),
    start: () => {
      started = true
    },
    close: () => undefined,
  }
  return { port, posted, deliver: (data: unknown) => started && listener({ data }) }
}

describe('connectOver', () => {
  it('keeps requests and the sound that shares their channel apart', () => {
    const { parent, posted, deliver } = createParent()
    const main = connectOver<object, object>(parent)
    const requests: object[] = []
    const sound: object[] = []
    main.onRequest((request) => requests.push(request))
    const channel = main.openChannel<object, object>('microphone', [])
    channel.onMessage((message) => sound.push(message))
    deliver({ type: 'load' })
    deliver({ channel: 'microphone', message: { index: 1 } })
    deliver({ channel: 'playback', message: { index: 2 } })
    channel.post({ index: 3 })
    main.send({ type: 'ready' })
    expect(requests).toEqual([{ type: 'load' }])
    expect(sound).toEqual([{ index: 1 }])
    expect(posted).toEqual([{ channel: 'microphone', message: { index: 3 } }, { type: 'ready' }])
  })

  it('holds sound back that comes before somebody listens, as a port does', () => {
    const { parent, deliver } = createParent()
    const main = connectOver<object, object>(parent)
    main.onRequest(() => undefined)
    const channel = main.openChannel<number, never>('microphone', [])
    for (const message of [1, 2]) deliver({ channel: 'microphone', message })
    const sound: number[] = []
    channel.onMessage((message) => sound.push(message))
    deliver({ channel: 'microphone', message: 3 })
    expect(sound).toEqual([1, 2, 3])
  })

  it('takes sound from the port that a request brought, started only when somebody listens', () => {
    const { parent, posted, deliver } = createParent()
    const main = connectOver<{ readonly type: string }, object>(parent)
    const { port, ...other } = createPort()
    const sound: unknown[] = []
    main.onRequest((_request, ports) => {
      main.openChannel('microphone', ports).onMessage((message) => sound.push(message))
    })
    other.deliver('too early for anybody')
    deliver({ type: 'attach-microphone' }, [port])
    other.deliver({ index: 1 })
    expect(sound).toEqual([{ index: 1 }])
    expect(posted).toEqual([])
  })

  it('copies sound into a port: a transfer list would empty it (electron/electron#34905)', () => {
    const { port, posted } = createPort()
    const { parent } = createParent()
    const channel = connectOver<object, object>(parent).openChannel('playback', [port])
    const samples = Float32Array.of(1, 2, 3)
    channel.post({ samples })
    expect(posted).toEqual([[{ samples }]])
  })

  it('answers a heartbeat itself', () => {
    const { parent, posted, deliver } = createParent()
    const requests: object[] = []
    connectOver<object, object>(parent).onRequest((request) => requests.push(request))
    deliver({ heartbeat: 4 })
    expect(posted).toEqual([{ heartbeat: 4 }])
    expect(requests).toEqual([])
  })
})
