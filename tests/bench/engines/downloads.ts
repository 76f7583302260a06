import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { catalogueSchema } from '../../../electron/contracts/models.ts'
import { ModelStore } from '../../../electron/engines/models/model-store.ts'
import { defaultPatience, nodePorts } from '../../../electron/engines/models/ports.ts'
import { figure, present, type Section } from '../figure.ts'
import { withLoopbackServers, type LoopbackServers } from './loopback-servers.ts'

type ServedFile = LoopbackServers['file']

/** Milliseconds of each stage of one download. */
type Stages = Readonly<Record<string, number>>

const WARBLER_RECEIVED = 'Warbler, received'
const WARBLER_READY = 'Warbler, checked and in its place'

const withFetch = async ({ url }: ServedFile, folder: string): Promise<Stages> => {
  const startedAtMs = performance.now()
  const { body } = await fetch(url)
  if (body === null) throw new Error('an answer without a body')
  await pipeline(body, createWriteStream(join(folder, 'model.bin')))
  return { 'fetch to a file': performance.now() - startedAtMs }
}

/** None where there is no curl. */
const withCurl = async ({ url, sizeBytes }: ServedFile, folder: string): Promise<Stages> => {
  const target = join(folder, 'model.bin')
  const startedAtMs = performance.now()
  const child = spawn('curl', ['--silent', '--output', target, url], { stdio: 'ignore' })
  const started = await once(child, 'spawn').then(
    () => true,
    () => false,
  )
  if (!started) return {}
  await once(child, 'exit')
  const tookMs = performance.now() - startedAtMs
  if ((await stat(target)).size !== sizeBytes) throw new Error('curl did not fetch all of it')
  return { curl: tookMs }
}

const withWarbler = async (file: ServedFile, root: string): Promise<Stages> => {
  const { url, sizeBytes, sha256 } = file
  const source = { type: 'official', url }
  const store = await ModelStore.open({
    catalogue: catalogueSchema.parse({
      version: 1,
      models: [
        {
          id: 'measured',
          kind: 'llm',
          name: 'Measured',
          languages: ['en'],
          licence: { id: 'MIT' },
          memoryMb: 10,
          engine: 'llama',
          files: [{ name: 'model.bin', sizeBytes, sha256, sources: [source] }],
          outputs: [{ key: 'model', name: 'model.bin' }],
        },
      ],
    }),
    root,
    ports: nodePorts({}),
    patience: defaultPatience,
  })
  let receivedAtMs = Number.NaN
  store.subscribe(({ models }) => {
    if (Number.isNaN(receivedAtMs) && models[0]?.state === 'verifying') {
      receivedAtMs = performance.now()
    }
  })
  const startedAtMs = performance.now()
  const outcome = await store.ensure(['measured'])
  const tookMs = performance.now() - startedAtMs
  await store.dispose()
  if (outcome.kind !== 'ready') throw new Error(JSON.stringify(outcome))
  return {
    [WARBLER_RECEIVED]: receivedAtMs - startedAtMs,
    [WARBLER_READY]: tookMs,
  }
}

/** How fast a model of 200 MB is here, against clients that only write it down. */
export const measureDownloads = (rounds: number): Promise<readonly Section[]> =>
  withLoopbackServers(async ({ file }) => {
    const measured = new Map<string, number[]>()
    const ways = [withFetch, withCurl, withWarbler]
    // The first round is not counted: it finds out what the disk has to make room for.
    for (let round = 0; round <= rounds; round += 1) {
      const first = round % ways.length
      for (const way of [...ways.slice(first), ...ways.slice(0, first)]) {
        const folder = await mkdtemp(join(tmpdir(), 'warbler-bench-'))
        try {
          const stages = await way(file, folder)
          if (round === 0) continue
          for (const [stage, tookMs] of Object.entries(stages)) {
            const known = measured.get(stage) ?? []
            measured.set(stage, [...known, file.sizeBytes / 1e6 / (tookMs / 1000)])
          }
        } finally {
          await rm(folder, { recursive: true, force: true })
        }
      }
      process.stderr.write('.')
    }
    process.stderr.write('\n')
    const order = ['fetch to a file', 'curl', WARBLER_RECEIVED, WARBLER_READY]
    return [
      {
        title: `Download of ${Math.round(file.sizeBytes / 1e6)} MB from this machine`,
        figures: present(order.map((stage) => figure(stage, 'MB/s', measured.get(stage) ?? []))),
        notes: [
          'Warbler reads what it wrote back from the disk for its SHA-256, and syncs it, before it gives it its name; the others do neither',
          'lines of the internet are slower than any of these: 1 Gbit/s is 125 MB/s',
        ],
      },
    ]
  })
