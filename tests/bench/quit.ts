import { speak } from '../support/sound-lab/speak.ts'
import { removeProfile, startWarbler, type RunningWarbler } from '../support/running-warbler.ts'
import { figure, present, type Section } from './figure.ts'
import { isRunning, processTree } from './process-tree.ts'
import { openRoom, type Room } from './room.ts'

/** How long the end takes: from the signal until neither the app is there, nor anything it started. */

const HOTKEY = 'ctrl+shift+space'

const STATES = {
  'nothing goes on': async () => undefined,
  'in the middle of an answer': async (room: Room, warbler: RunningWarbler) => {
    await room.display.keyDown(HOTKEY)
    await warbler.until('listening', ({ conversation }) => conversation.way === 'hold')
    await room.lab.play(await speak('Tell me a long story about a lighthouse and a storm.'))
    await room.display.keyUp(HOTKEY)
    await warbler.until('speaking', ({ conversation }) => conversation.phase === 'speaking')
  },
  'while it waits for its phrase': async (_room: Room, warbler: RunningWarbler) => {
    await warbler.app.evaluate(({ app }, profile) => {
      app.emit('second-instance', {}, [], profile, { asked: 'wait' })
    }, warbler.profile)
    await warbler.until('waiting', ({ waiting }) => waiting.state === 'waiting', 60_000)
  },
} as const

const quit = async (warbler: RunningWarbler): Promise<number> => {
  const main = warbler.app.process()
  const pids = (await processTree(main.pid ?? 0)).map(({ pid }) => pid)
  const startMs = performance.now()
  main.kill('SIGTERM')
  while ((await Promise.all(pids.map(isRunning))).some(Boolean)) {
    await new Promise((next) => setTimeout(next, 5))
  }
  return performance.now() - startMs
}

export const measureQuit = async (count: number): Promise<readonly Section[]> => {
  const room = await openRoom()
  try {
    // While one runs, what is played has sounded when `play` resolves.
    await room.lab.startRecording()
    const figures = []
    for (const [state, reach] of Object.entries(STATES)) {
      const times: number[] = []
      for (let run = 0; run < count; run++) {
        const warbler = await startWarbler({ env: room.env })
        try {
          await warbler.ready()
          await reach(room, warbler)
          times.push(await quit(warbler))
        } finally {
          await warbler.kill().catch(() => undefined)
          await removeProfile(warbler.profile)
        }
      }
      figures.push(figure(`signal → nothing of it left: ${state}`, 'ms', times))
    }
    return [{ title: 'Quit (SIGTERM; all of its processes)', figures: present(figures), notes: [] }]
  } finally {
    await room.dispose()
  }
}
