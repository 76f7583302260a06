import { once } from 'node:events'
import { createServer } from 'node:net'

/** A port of the loopback interface that was free a moment ago, and at which nobody listens. */
export const freePort = async (): Promise<number> => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
  return address.port
}

/** A base URL at which every connection is refused. */
export const refusedBaseUrl = async (): Promise<string> => `http://127.0.0.1:${await freePort()}/v1`
