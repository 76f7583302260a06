import { waitUntil } from '../support/child-process.ts'
import { figure, present, type Section } from './figure.ts'
import { cpuUse, memoryMiB, type CpuUse } from './process-tree.ts'
import { inSession, request, type Session } from './room.ts'
import { startWaiting, whileTalking } from './wake-hour.ts'

/** After a change of state: animations have ended, what was put off has been done. */
const SETTLE_MS = 3000

const untilHidden = async ({ room }: Session) =>
  waitUntil(
    'hidden windows',
    async () => ((await room.display.visibleWindows()).length === 0 ? true : undefined),
    { withinMs: 20_000, everyMs: 500 },
  )

interface Idle {
  readonly state: string
  readonly cpu: readonly CpuUse[]
  readonly memory: readonly number[]
}

/** A state is watched in so many pieces, each a value of the figure. */
const PIECES = 4

const watch = async (session: Session, state: string, seconds: number): Promise<Idle> => {
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
  const pid = session.warbler.app.process().pid
  if (pid === undefined) throw new Error('the app has no process')
  const cpu: CpuUse[] = []
  const memory: number[] = []
  for (let piece = 0; piece < PIECES; piece++) {
    cpu.push(await cpuUse(pid, (seconds * 1000) / PIECES))
    memory.push(await memoryMiB(pid))
  }
  process.stderr.write('.')
  return { state, cpu, memory }
}

const roleNote = ({ state, cpu }: Idle): string => {
  const sums = new Map<string, number>()
  for (const { byRole } of cpu)
    for (const { role, percent } of byRole)
      sums.set(role, (sums.get(role) ?? 0) + percent / cpu.length)
  const roles = [...sums].toSorted((a, b) => b[1] - a[1])
  return `${state}: ${roles.map(([role, percent]) => `${role} ${percent.toFixed(1)} %`).join(', ')}`
}

/** CPU (of one core) and memory of all of the app's processes while nothing is said to it. */
export const measureIdle = (seconds: number): Promise<readonly Section[]> =>
  inSession(async (session) => {
    const { warbler } = session
    const notes: string[] = []
    const noteVisible = async (state: string) => {
      const titles = (await session.room.display.visibleWindows()).map(({ title }) => title)
      notes.push(`windows visible while ${state}: ${titles.join(', ')}`)
    }
    await untilHidden(session).catch(() => noteVisible('idle'))
    const states = [await watch(session, 'idle, microphone warm', seconds)]
    await request(warbler, 'conversation.set-open', { open: true })
    await warbler.until('listening', ({ conversation }) => conversation.phase === 'listening')
    states.push(await watch(session, 'open conversation, silence', seconds))
    await request(warbler, 'conversation.set-open', { open: false })
    await startWaiting(session)
    await untilHidden(session).catch(() => noteVisible('waiting'))
    states.push(await watch(session, 'waiting for the phrase, silence', seconds))
    states.push(
      await whileTalking(session, () => watch(session, 'waiting, continuous speech', seconds)),
    )
    await request(warbler, 'conversation.set-muted', { muted: true })
    await warbler.until('muted', ({ conversation }) => conversation.microphone === 'off')
    await untilHidden(session).catch(() => noteVisible('muted'))
    states.push(await watch(session, 'muted', seconds))
    process.stderr.write('\n')
    return [
      {
        title: `Processor and memory of all processes (${seconds} s each)`,
        figures: present(
          states.flatMap(({ state, cpu, memory }) => [
            figure(
              `${state}: CPU of one core`,
              '%',
              cpu.map(({ totalPercent }) => totalPercent),
            ),
            figure(`${state}: memory (PSS)`, 'MiB', memory),
          ]),
        ),
        notes: [...notes, ...states.map(roleNote)],
      },
    ]
  })
