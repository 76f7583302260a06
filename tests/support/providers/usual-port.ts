import { once } from 'node:events'
import { createServer, request, type Server } from 'node:http'

/** A server at a port where Warbler looks for servers of this machine, in front of another one. */
export interface UsualPort {
  readonly port: number
  readonly close: () => Promise<void>
}

/** Where Warbler looks (`main/providers/find-local-servers.ts`), without the ports of web servers. */
const USUAL = [11_434, 1234] as const

const listen = async (server: Server, port: number): Promise<boolean> => {
  server.listen(port, '127.0.0.1')
  return once(server, 'listening').then(
    () => true,
    () => false,
  )
}

/** Hands on what is asked at the first usual port that is free. Rejects where none is. */
export const startAtUsualPort = async (target: string): Promise<UsualPort> => {
  const { origin } = new URL(target)
  for (const port of USUAL) {
    const server = createServer((asked, answer) => {
      const on = request(
        `${origin}${asked.url ?? ''}`,
        { method: asked.method, headers: asked.headers },
        (came) => {
          answer.writeHead(came.statusCode ?? 502, came.headers)
          came.pipe(answer)
        },
      )
      on.on('error', () => answer.destroy())
      asked.pipe(on)
    })
    if (!(await listen(server, port))) continue
    return {
      port,
      close: async () => {
        server.closeAllConnections()
        server.close()
        await once(server, 'close')
      },
    }
  }
  throw new Error(`the ports ${USUAL.join(', ')} are taken`)
}
