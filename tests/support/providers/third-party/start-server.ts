import { resolve } from 'node:path'
import {
  missingTestServer,
  testServerPython,
  type TestServer,
} from '../../../../electron/launch/test-servers.mjs'
import { startProgram, waitUntil } from '../../child-process.ts'
import { freePort } from '../free-port.ts'

const REPOSITORY = resolve(import.meta.dirname, '../../../..')

/** Imports and model take 3 to 9 s on a machine with a load of 15. */
const READY_WITHIN_MS = 60_000

/** A server that somebody else wrote, with a real model. */
export interface ThirdPartyServer {
  /** `http://127.0.0.1:<port>/v1`. */
  readonly baseUrl: string
  /** A model that it has, as its own `/models` names it. */
  readonly model: string
  /** Everything that it said so far. */
  readonly output: () => string
  readonly stop: () => Promise<void>
}

/** Why it cannot be started here; null where it can. */
export const missingServer = (name: TestServer): Promise<string | null> =>
  missingTestServer(REPOSITORY, name)

const isReady = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}

interface ServerStart {
  readonly name: TestServer
  readonly model: string
  /** For `serve.py`, beside the port. */
  readonly options: Readonly<Record<string, string | number | null>>
  /** Answers once the model is loaded, without a key. */
  readonly readyPath: string
  readonly env?: NodeJS.ProcessEnv
}

/** Starts a server and waits until it answers; it ends with the test process at the latest. Rejects with what it said when it does not start. */
export const startThirdPartyServer = async (start: ServerStart): Promise<ThirdPartyServer> => {
  const port = await freePort()
  const program = await startProgram(
    testServerPython(start.name),
    [
      resolve(import.meta.dirname, 'serve.py'),
      start.name,
      JSON.stringify({ port, ...start.options }),
    ],
    { env: { ...process.env, ...start.env } },
  )
  let ended = false
  void program.exited.then(() => (ended = true))
  const origin = `http://127.0.0.1:${port}`
  try {
    await waitUntil(
      `the server ${start.name}`,
      async () => {
        if (ended) throw new Error(`the server ${start.name} ended at once`)
        return (await isReady(`${origin}${start.readyPath}`)) ? true : undefined
      },
      { withinMs: READY_WITHIN_MS, everyMs: 50 },
    )
  } catch (failure) {
    await program.stop()
    throw new Error(`it said: ${program.output()}`, { cause: failure })
  }
  return {
    baseUrl: `${origin}/v1`,
    model: start.model,
    output: program.output,
    stop: () => program.stop(),
  }
}
