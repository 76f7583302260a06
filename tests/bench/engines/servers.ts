import type { TestServer } from '../../../electron/launch/test-servers.mjs'
import { startLlamaServer } from '../../support/providers/third-party/llama-server.ts'
import { startMoonshineServer } from '../../support/providers/third-party/moonshine-server.ts'
import { startPiperServer } from '../../support/providers/third-party/piper-server.ts'
import {
  missingServer,
  type ThirdPartyServer,
} from '../../support/providers/third-party/start-server.ts'
import type { Section } from '../figure.ts'
import { joined, type Measured } from './pairs.ts'
import { measureReplies, measureSpeech, measureTranscripts } from './provider.ts'

/** A server with its model, and what is measured at it. */
interface Served {
  readonly name: TestServer
  readonly start: () => Promise<ThirdPartyServer>
  readonly measure: (server: ThirdPartyServer) => Promise<Measured>
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
  const measured: Measured[] = []
  // One after the other: on two cores one that waits takes time from the one that works.
  for (const { name, start, measure } of all) {
    const missing = await missingServer(name)
    if (missing !== null) {
      measured.push({ figures: [], notes: [`not measured: ${missing}`] })
      continue
    }
    const server = await start()
    try {
      measured.push(await measure(server))
    } finally {
      await server.stop()
    }
  }
  process.stderr.write('\n')
  const { figures, notes } = joined(measured)
  return [
    {
      title: 'The same at servers that others wrote, with real models',
      figures,
      notes: ['what the engine itself takes, and how it varies, is in both', ...notes],
    },
  ]
}
