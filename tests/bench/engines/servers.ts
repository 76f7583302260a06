import type { TestServer } from '../../../electron/launch/test-servers.mjs'
import { startLlamaServer } from '../../support/providers/third-party/llama-server.ts'
import { startMoonshineServer } from '../../support/providers/third-party/moonshine-server.ts'
import { startPiperServer } from '../../support/providers/third-party/piper-server.ts'
import {
  missingServer,
  type ThirdPartyServer,
} from '../../support/providers/third-party/start-server.ts'
import type { Figure, Section } from '../figure.ts'
import { measureReplies, measureSpeech, measureTranscripts } from './provider.ts'

/** A server with its model, and what is measured at it. */
interface Served {
  readonly name: TestServer
  readonly start: () => Promise<ThirdPartyServer>
  readonly measure: (server: ThirdPartyServer) => Promise<readonly Figure[]>
}

/** What Warbler adds where servers that others wrote do real work. */
export const measureServers = async (rounds: number): Promise<readonly Section[]> => {
  const all: readonly Served[] = [
    {
      name: 'llama',
      start: startLlamaServer,
      measure: (server) => measureReplies('llama.cpp, SmolLM2 135M', server, rounds),
    },
    {
      name: 'moonshine',
      start: startMoonshineServer,
      measure: (server) => measureTranscripts('Moonshine tiny', server, rounds),
    },
    {
      name: 'piper',
      start: startPiperServer,
      measure: (server) => measureSpeech('Piper joe', { ...server, voice: 'joe' }, rounds),
    },
  ]
  const figures: Figure[] = []
  const notes: string[] = ['the same requests as above; what the engine itself takes is in both']
  // One after the other: on two cores one that waits takes time from the one that works.
  for (const { name, start, measure } of all) {
    const missing = await missingServer(name)
    if (missing !== null) {
      notes.push(`not measured: ${missing}`)
      continue
    }
    const server = await start()
    try {
      figures.push(...(await measure(server)))
    } finally {
      await server.stop()
    }
  }
  process.stderr.write('\n')
  return [{ title: 'The same at servers that others wrote, with real models', figures, notes }]
}
