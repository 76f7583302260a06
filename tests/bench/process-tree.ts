import { readdir, readFile } from 'node:fs/promises'

/** CPU time and memory of a process and all that it started, from Linux's /proc. */

/** Linux counts CPU time in these for every program, whatever the kernel's own clock. */
const TICKS_PER_SECOND = 100

interface ProcessStatus {
  readonly pid: number
  readonly parent: number
  readonly cpuTicks: number
}

const statusOf = async (pid: number): Promise<ProcessStatus | null> => {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  if (text === null) return null
  // The name in brackets may hold blanks: what counts begins after it, with the state (field 3).
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const field = (number: number) => Number(fields[number - 3])
  return { pid, parent: field(4), cpuTicks: field(14) + field(15) }
}

/** The process and all that it started, and that they started. */
export const processTree = async (root: number): Promise<readonly ProcessStatus[]> => {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const all = (await Promise.all(names.map((name) => statusOf(Number(name))))).filter(
    (status) => status !== null,
  )
  const members = new Set([root])
  // A parent may stand behind its child in the list: look until nothing is added.
  for (let before = 0; before < members.size;) {
    before = members.size
    for (const { pid, parent } of all) if (members.has(parent)) members.add(pid)
  }
  return all.filter(({ pid }) => members.has(pid))
}

/** Not so of one that has ended and whose parent has not asked yet: a container's first process takes seconds. */
export const isRunning = async (pid: number): Promise<boolean> => {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  return text !== null && text[text.lastIndexOf(')') + 2] !== 'Z'
}

/** What a process calls itself: `renderer`, `utility` ..., `main` for the first. */
const roleOf = async (pid: number): Promise<string> => {
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  const type = /--type=([a-z-]+)/.exec(line)?.[1] ?? 'main'
  const service = /--utility-sub-type=([\w.]+)/.exec(line)?.[1]
  return service === undefined ? type : `${type} ${service.replace(/^.*\./, '')} ${pid}`
}

export interface CpuUse {
  /** Of one core. */
  readonly totalPercent: number
  /** Only what uses at least 0.1 % of a core, most first. */
  readonly byRole: readonly { readonly role: string; readonly percent: number }[]
}

/** CPU use of the tree over `overMs` from now. Processes that end meanwhile are not counted. */
export const cpuUse = async (root: number, overMs: number): Promise<CpuUse> => {
  const startMs = performance.now()
  const before = new Map((await processTree(root)).map(({ pid, cpuTicks }) => [pid, cpuTicks]))
  await new Promise((resolve) => setTimeout(resolve, overMs))
  const after = await processTree(root)
  const seconds = (performance.now() - startMs) / 1000
  const used = after.map(({ pid, cpuTicks }) => ({
    pid,
    percent: ((cpuTicks - (before.get(pid) ?? 0)) / TICKS_PER_SECOND / seconds) * 100,
  }))
  const named = await Promise.all(
    used.map(async ({ pid, percent }) => ({ role: await roleOf(pid), percent })),
  )
  return {
    totalPercent: used.reduce((sum, { percent }) => sum + percent, 0),
    byRole: named.filter(({ percent }) => percent >= 0.1).toSorted((a, b) => b.percent - a.percent),
  }
}

/** Proportional set size of the tree in MiB: memory that processes share counts once. */
export const memoryMiB = (root: number): Promise<number> => sumOf(root, 'Pss')

/**
 * The same without what lies in files: what the processes have written themselves. Models are read from
 * files, whose memory the system takes away and gives back: in 24 minutes of the same work the whole
 * went from 1564 to 1292 and to 1588 MiB while other programs needed some.
 */
export const ownMemoryMiB = (root: number): Promise<number> => sumOf(root, 'Pss_Anon')

const sumOf = async (root: number, field: 'Pss' | 'Pss_Anon'): Promise<number> => {
  const sizes = (await processTree(root)).map(async ({ pid }) => {
    const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
    return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0)
  })
  return (await Promise.all(sizes)).reduce((sum, kibibytes) => sum + kibibytes, 0) / 1024
}
