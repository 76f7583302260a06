import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { z } from 'zod'
import type { WindowBridge, WindowName } from '../../../electron/contracts/ipc.ts'
import type { RunningWarbler } from '../../support/running-warbler.ts'
import { waitUntil } from '../../support/child-process.ts'
import { loadQuestions, questionSound } from '../../support/sound-lab/questions.ts'
import { HOTKEY, newRecords, say } from '../ask.ts'
import { figure, present, type Section } from '../figure.ts'
import { cpuUse, memoryMiB, ownMemoryMiB, type CpuUse } from '../process-tree.ts'
import { inSession, type Session } from '../room.ts'

/** Caches fill, and code is compiled, in the first turns. */
const TURNS_BEFORE = 10
const MEBIBYTE = 1024 * 1024
/** After windows were opened: they have been drawn, and what was put off has been done. */
const SETTLE_MS = 5000
const WATCHED_MS = 20_000
const settled = () => new Promise((resolve) => setTimeout(resolve, SETTLE_MS))

/** Listening and speaking are measured once a new profile has been idle for 30 s: that is not how it idles. */
const MEASURED_ENGINES = 2
const MEASURED_LIMIT_MS = 120_000
const speedsSchema = z.object({ known: z.record(z.string(), z.unknown()) })

const untilEnginesMeasured = ({ profile }: RunningWarbler): Promise<true> =>
  waitUntil(
    'the engines to be measured',
    async () => {
      const text = await readFile(join(profile, 'engine-speeds.json'), 'utf8').catch(() => null)
      if (text === null) return undefined
      const { known } = speedsSchema.parse(JSON.parse(text))
      return Object.keys(known).length >= MEASURED_ENGINES ? true : undefined
    },
    { withinMs: MEASURED_LIMIT_MS, everyMs: 1000 },
  )

const openWindow = async (warbler: RunningWarbler, name: 'transcript' | 'settings') => {
  const overlay = await warbler.page('overlay')
  await overlay.evaluate(async (name) => {
    const { warbler } = window as unknown as { warbler: WindowBridge<'overlay'> }
    await warbler.request('app.open-window', { window: name })
  }, name)
  return warbler.page(name)
}

/** What is in use of a page's heap once all that can go has gone, MiB. */
const pageHeapMiB = async (page: Page): Promise<number> => {
  const client = await page.context().newCDPSession(page)
  try {
    await client.send('HeapProfiler.enable')
    await client.send('HeapProfiler.collectGarbage')
    const { usedSize } = await client.send('Runtime.getHeapUsage')
    return usedSize / MEBIBYTE
  } finally {
    await client.detach()
  }
}

const mainHeapMiB = (warbler: RunningWarbler): Promise<number> =>
  warbler.app.evaluate(() => {
    process.getBuiltinModule('node:v8').setFlagsFromString('--expose_gc')
    const collect: unknown = process.getBuiltinModule('node:vm').runInNewContext('gc')
    if (typeof collect !== 'function') throw new Error('no garbage collector')
    collect()
    collect()
    return process.memoryUsage().heapUsed / 1024 / 1024
  })

const WINDOWS = [
  'overlay',
  'audio',
  'transcript',
  'settings',
] as const satisfies readonly WindowName[]

/** The heaps of main and of every window. */
const heapsOf = async (warbler: RunningWarbler): Promise<ReadonlyMap<string, number>> => {
  const heaps = new Map([['main', await mainHeapMiB(warbler)]])
  for (const name of WINDOWS) heaps.set(name, await pageHeapMiB(await warbler.page(name)))
  return heaps
}

const ask = async (session: Session, turn: number): Promise<void> => {
  const { warbler, room } = session
  const questions = await loadQuestions('question')
  const question = questions[turn % questions.length]
  if (question === undefined) throw new Error('there are no questions')
  const before = (await warbler.log()).length
  await room.display.keyDown(HOTKEY)
  await warbler.until('listening', ({ conversation }) => conversation.way === 'hold')
  await say(session, await questionSound(question), () => room.display.keyUp(HOTKEY))
  await newRecords(session, before)
  await warbler.until('idle', ({ conversation }) => conversation.phase === 'idle', 60_000)
}

/** The heaps of all windows before and after so many spoken turns, and the processor while all are open. */
export const measureMemory = (turns: number): Promise<readonly Section[]> =>
  inSession(async (session) => {
    const { warbler } = session
    const pid = warbler.app.process().pid
    if (pid === undefined) throw new Error('the app has no process')
    await untilEnginesMeasured(warbler)
    await settled()
    const idleBefore = await cpuUse(pid, WATCHED_MS)
    await openWindow(warbler, 'transcript')
    await openWindow(warbler, 'settings')
    await settled()
    const idle = await cpuUse(pid, WATCHED_MS)
    for (let turn = 0; turn < TURNS_BEFORE; turn += 1) await ask(session, turn)
    const before = await heapsOf(warbler)
    const memoryBefore = await memoryMiB(pid)
    const ownBefore = await ownMemoryMiB(pid)
    for (let turn = 0; turn < turns; turn += 1) {
      await ask(session, turn)
      if (turn % 10 === 9) process.stderr.write('.')
    }
    const after = await heapsOf(warbler)
    const grown = [...after].map(([name, heap]) => [name, heap - (before.get(name) ?? 0)] as const)
    return [
      {
        title: `Memory over ${turns} spoken turns, with every window open`,
        figures: present([
          figure('idle, only the overlay: CPU of one core', '%', [idleBefore.totalPercent]),
          figure('idle, every window open: CPU of one core', '%', [idle.totalPercent]),
          figure('heap of all windows and main before', 'MiB', [sumOf(before)]),
          figure('heap of all windows and main after', 'MiB', [sumOf(after)]),
          ...grown.map(([name, by]) => figure(`  ${name}: grown by`, 'MiB', [by])),
          figure('memory of all processes (PSS) before', 'MiB', [memoryBefore]),
          figure('memory of all processes (PSS) after', 'MiB', [await memoryMiB(pid)]),
          figure('  without what lies in files: before', 'MiB', [ownBefore]),
          figure('  without what lies in files: after', 'MiB', [await ownMemoryMiB(pid)]),
        ]),
        notes: [
          `before: after ${TURNS_BEFORE} turns, in which caches fill; each heap after a garbage collection`,
          `idle, only the overlay: ${rolesOf(idleBefore)}`,
          `idle, every window open: ${rolesOf(idle)}`,
        ],
      },
    ]
  })

const rolesOf = ({ byRole }: CpuUse): string =>
  byRole.map(({ role, percent }) => `${role} ${percent.toFixed(1)} %`).join(', ')

const sumOf = (heaps: ReadonlyMap<string, number>): number =>
  [...heaps.values()].reduce((sum, heap) => sum + heap, 0)
