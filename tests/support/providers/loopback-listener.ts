import { once } from 'node:events'
import type { Server } from 'node:http'

interface LoopbackListener {
  readonly port: number
  /** Closes the port and every connection, as a server that is killed; no effect while it is away. */
  readonly goAway: () => Promise<void>
  /** Listens again at the same port. */
  readonly comeBack: () => Promise<void>
}

/** Lets an HTTP server listen on 127.0.0.1, at a port that is free. */
export const listenOnLoopback = async (
  server: Server,
  closeConnections: () => void,
): Promise<LoopbackListener> => {
  const listen = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('the server has no port')
    return address.port
  }
  const port = await listen(0)
  return {
    port,
    goAway: async () => {
      if (!server.listening) return
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        closeConnections()
      })
    },
    comeBack: async () => {
      await listen(port)
    },
  }
}
