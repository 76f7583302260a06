import { availableParallelism, totalmem } from 'node:os'
import { setImmediate as breathe } from 'node:timers/promises'
import type { Catalogue } from '../../contracts/models.ts'
import { createHostMemory } from './host-memory.ts'
import { openAnswer } from './http-answer.ts'
import type { ModelPorts, Patience } from './ports.ts'

/** What of a machine decides which models it gets. */
export interface Machine {
  readonly memoryMb: number
  readonly cores: number
  /** Of one thread copying, read and written bytes together. */
  readonly memoryBandwidthGbPerSecond: number
  /** Hosts of official sources answer; otherwise only registries (and a mirror) can be had. */
  readonly reachesOfficial: boolean
}

/** Beyond every last-level cache of a desktop machine, so that it is memory that is measured. */
const COPY_BYTES = 64 * 1024 * 1024
/** 100 ms here when idle (22.7 GB/s), 200 ms when busy; the first ones fault the pages in. */
const COPIES = 16

const memoryMbOf = (): number => {
  const total = totalmem()
  const limit = process.constrainedMemory()
  // 0 and absurdly large values both mean "no limit".
  return Math.floor((limit > 0 && limit < total ? limit : total) / (1024 * 1024))
}

const measureBandwidth = async (ports: ModelPorts): Promise<number> => {
  const from = Buffer.alloc(COPY_BYTES, 1)
  const to = Buffer.alloc(COPY_BYTES)
  let bestMs = Infinity
  for (let copy = 0; copy < COPIES; copy += 1) {
    const startMs = ports.now()
    from.copy(to)
    // The best, not the mean: everything else on the machine only ever makes it slower.
    bestMs = Math.min(bestMs, ports.now() - startMs)
    await breathe()
  }
  return (2 * COPY_BYTES) / (bestMs / 1000) / 1e9
}

/** Whether the host that has the larger language models answers, within the connect time-out. */
const probeOfficial = async (
  catalogue: Catalogue,
  ports: ModelPorts,
  patience: Patience,
): Promise<boolean> => {
  const largest = catalogue.models.filter(({ kind }) => kind === 'llm').at(-1)
  const source = largest?.files[0]?.sources.find(({ type }) => type === 'official')
  if (source?.type !== 'official') return false
  const opened = await openAnswer({
    url: source.url,
    haveBytes: 0,
    ports,
    patience,
    hosts: createHostMemory(),
    signal: new AbortController().signal,
  })
  if (!opened.ok) return false
  opened.close()
  return opened.response.ok
}

/** Takes some 100 ms, or the connect time-out where the official host does not answer. */
export const measureMachine = async (
  catalogue: Catalogue,
  ports: ModelPorts,
  patience: Patience,
): Promise<Machine> => {
  const reaching = probeOfficial(catalogue, ports, patience)
  return {
    memoryMb: memoryMbOf(),
    cores: availableParallelism(),
    memoryBandwidthGbPerSecond: await measureBandwidth(ports),
    reachesOfficial: await reaching,
  }
}
