import { createServer } from 'node:http'
import type { Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { fetchDespiteClosing } from '../../../electron/engines/provider/closed-connection.ts'
import { listenOnLoopback } from '../../support/providers/loopback-listener.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** Answers `answersOn(connection)` requests on each connection, and closes it at the next one. */
const serve = async (answersOn: (connection: number) => number) => {
  const left: { readonly socket: Socket; answers: number }[] = []
  const asked: string[] = []
  const server = createServer((request, response) => {
    const { socket } = request
    const at = left.findIndex((one) => one.socket === socket)
    const connection = left[at]
    if (connection === undefined) throw new Error('a request without a connection')
    asked.push(`${at + 1}: ${request.url ?? ''}`)
    connection.answers -= 1
    if (connection.answers < 0) socket.end()
    else response.end('ok')
  })
  server.on('connection', (socket) => {
    left.push({ socket, answers: answersOn(left.length + 1) })
  })
  const listener = await listenOnLoopback(server, () => server.closeAllConnections())
  closers.push(listener.goAway)
  const ask = async (path: string) => {
    const url = `http://127.0.0.1:${listener.port}/${path}`
    const text = await (await fetchDespiteClosing(url, { method: 'POST', body: '{}' })).text()
    // Only now is the connection free for the next request.
    await new Promise((resolve) => setImmediate(resolve))
    return text
  }
  return { ask, asked }
}

describe('a connection that the server closes', () => {
  it('costs nothing where it had served before: the request goes over another', async () => {
    const { ask, asked } = await serve(() => 1)
    expect(await ask('one')).toBe('ok')
    expect(await ask('two')).toBe('ok')
    expect(asked).toEqual(['1: /one', '1: /two', '2: /two'])
  })

  it('is a failure where it is new: nothing is asked twice of a server that takes nothing', async () => {
    const { ask, asked } = await serve(() => 0)
    await expect(ask('one')).rejects.toThrow('fetch failed')
    expect(asked).toEqual(['1: /one'])
  })

  it('is tried anew only once', async () => {
    const { ask, asked } = await serve((connection) => (connection === 1 ? 1 : 0))
    await ask('one')
    await expect(ask('two')).rejects.toThrow('fetch failed')
    expect(asked).toEqual(['1: /one', '1: /two', '2: /two'])
  })
})
