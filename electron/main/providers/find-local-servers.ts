import { z } from 'zod'
import type { FoundServer } from '../../contracts/providers.ts'
import { boundedAnswer } from '../../engines/provider/bounded-body.ts'

/** Where they listen unless told otherwise. */
export const USUAL_SERVERS: readonly Omit<FoundServer, 'models'>[] = [
  { preset: 'ollama', baseUrl: 'http://127.0.0.1:11434/v1' },
  { preset: 'lmstudio', baseUrl: 'http://127.0.0.1:1234/v1' },
  { preset: 'llamacpp', baseUrl: 'http://127.0.0.1:8080/v1' },
]

const listSchema = z.object({ data: z.array(z.object({ id: z.string() })) })

/** On loopback an answer takes a millisecond; a server that loads a model takes a few hundred. */
const LIMIT_MS = 800

/**
 * Asks the usual ports for their list of models: what answers is offered. Nothing leaves the machine,
 * and no key is sent.
 */
export const findLocalServers = async (
  servers: readonly Omit<FoundServer, 'models'>[] = USUAL_SERVERS,
): Promise<readonly FoundServer[]> => {
  const found = await Promise.all(servers.map(ask))
  return found.filter((one) => one !== null)
}

const ask = async (server: Omit<FoundServer, 'models'>): Promise<FoundServer | null> => {
  try {
    const answer = await fetch(`${server.baseUrl}/models`, {
      signal: AbortSignal.timeout(LIMIT_MS),
      redirect: 'error',
    })
    const bounded = boundedAnswer(answer, () => new Error('no list is so long'))
    const list = listSchema.safeParse(await bounded.json())
    return answer.ok && list.success
      ? { ...server, models: list.data.data.map(({ id }) => id) }
      : null
  } catch {
    return null
  }
}
