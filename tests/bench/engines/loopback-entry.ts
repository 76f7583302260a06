import { createHash, randomFillSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { startFaultyProvider } from '../../support/providers/faulty-provider.ts'
import { listenOnLoopback } from '../../support/providers/loopback-listener.ts'
import type { ProviderScript } from '../../support/providers/provider-script.ts'
import { startRealtimeServer } from '../../support/providers/realtime-server.ts'
import type { LoopbackServers } from './loopback-servers.ts'

/**
 * A process of its own for the servers of the benchmark: beside one of the clients it would take turns
 * with that one and not with the other.
 */

const BLOCK_BYTES = 8 * 1024 * 1024
const BLOCKS = 25
const RATE_HZ = 24_000

/** Made once, so that no answer waits for it: a tone of two seconds. */
const tone = {
  sampleRateHz: RATE_HZ,
  samples: Float32Array.from(
    { length: 2 * RATE_HZ },
    (_, n) => 0.3 * Math.sin((2 * Math.PI * 300 * n) / RATE_HZ),
  ),
}

const script: ProviderScript = {
  reply: () => ({ text: 'The capital of France is Paris, and it is known for its light.' }),
  transcribe: () => 'What is the capital of France?',
  speak: () => tone,
}

/** A file of 200 MB out of memory, so that no disk is measured here. */
const serveFile = async () => {
  const block = randomFillSync(Buffer.alloc(BLOCK_BYTES))
  const hash = createHash('sha256')
  for (let index = 0; index < BLOCKS; index += 1) hash.update(block)
  const sizeBytes = BLOCK_BYTES * BLOCKS
  const send = async (response: ServerResponse): Promise<void> => {
    response.writeHead(200, { 'content-length': sizeBytes })
    for (let index = 0; index < BLOCKS && !response.destroyed; index += 1) {
      if (!response.write(block)) await once(response, 'drain')
    }
    response.end()
  }
  const server = createServer((_request, response) => void send(response))
  const { port } = await listenOnLoopback(server, () => server.closeAllConnections())
  return { url: `http://127.0.0.1:${port}/model.bin`, sizeBytes, sha256: hash.digest('hex') }
}

const [provider, realtime, file] = await Promise.all([
  startFaultyProvider({ script }),
  startRealtimeServer({ script, timesRealTime: 50 }),
  serveFile(),
])
process.on('disconnect', () => process.exit(0))
process.send?.({
  providerUrl: provider.baseUrl,
  realtimeUrl: realtime.baseUrl,
  file,
} satisfies LoopbackServers)
