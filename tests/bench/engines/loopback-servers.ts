import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export interface LoopbackServers {
  /** Scripted answers at once, over HTTP. */
  readonly providerUrl: string
  /** The same over a realtime session. */
  readonly realtimeUrl: string
  readonly file: { readonly url: string; readonly sizeBytes: number; readonly sha256: string }
}

/** Runs `use` beside the servers of the benchmark, in a process of their own. */
export const withLoopbackServers = async <T>(
  use: (servers: LoopbackServers) => Promise<T>,
): Promise<T> => {
  const child = fork(join(import.meta.dirname, 'loopback-entry.ts'))
  try {
    const started = await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => {
        throw new Error('the loopback servers did not start')
      }),
    ])
    // Our own process sent it.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return await use(started[0] as LoopbackServers)
  } finally {
    child.kill()
  }
}
