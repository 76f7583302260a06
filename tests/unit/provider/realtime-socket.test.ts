import { expect, test } from 'vitest'
import type { CodedError } from '../../../electron/contracts/errors.ts'
import { connect } from '../../../electron/engines/provider/connection.ts'
import { openRealtimeSocket } from '../../../electron/engines/provider/realtime/socket.ts'
import { loopbackModel } from '../../support/providers/loopback-models.ts'
import { startRealtimeServer } from '../../support/providers/realtime-server.ts'

test('a reader that cannot make anything of an event loses the session, and nothing else', async () => {
  const server = await startRealtimeServer()
  try {
    const socket = await openRealtimeSocket(connect(loopbackModel('llm', server.baseUrl)))
    const lost = new Promise<CodedError>((resolve) => {
      socket.onLost(({ error }) => resolve(error))
    })
    socket.onEvent(({ type }) => {
      throw new TypeError(`what is ${type}?`)
    })
    expect(await lost).toMatchObject({
      code: 'provider.unreadable',
      detail: expect.stringContaining('what is session.created?') as string,
      params: { provider: 'Loopback' },
    })
    expect(socket.isOpen()).toBe(false)
    await expect.poll(() => server.sessions.at(-1)?.closeCode).not.toBeNull()
  } finally {
    await server.close()
  }
})
