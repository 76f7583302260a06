import { cpus, loadavg, totalmem } from 'node:os'

/** What the figures were measured on. */
export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly memoryGiB: number
  readonly node: string
  readonly electron: string
  readonly electronSource: string
  /** Load of the last minute when the benchmark began: above 0.3 the machine was not quiet. */
  readonly loadBefore: number
}

export const describeMachine = (electron: string): Machine => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.versions.node,
  electron,
  electronSource: process.env['WARBLER_ELECTRON_SOURCE'] ?? 'unknown',
  loadBefore: currentLoad(),
})

/** Runnable processes on average over the last minute. */
export const currentLoad = (): number => Math.round((loadavg()[0] ?? 0) * 100) / 100
