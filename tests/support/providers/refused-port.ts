import { once } from 'node:events'
import { createServer } from 'node:net'

/** A base URL at which every connection is refused: its port was free a moment ago. */
export const refusedBaseUrl = async (): Promise<string> => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
  return `http://127.0.0.1:${address.port}/v1`
}
