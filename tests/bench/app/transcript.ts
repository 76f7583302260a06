import type { Page } from 'playwright'
import type { WindowBridge } from '../../../electron/contracts/ipc.ts'
import {
  removeProfile,
  startWarbler,
  temporaryProfile,
  type RunningWarbler,
} from '../../support/running-warbler.ts'
import { figure, present, type Section } from '../figure.ts'
import { openRoom } from '../room.ts'
import { writeLargeTranscript } from './large-transcript.ts'

/** What is typed, letter by letter: each step is a search of its own. */
const TYPED = {
  English: ['moon', 'lighthouse storm', 'what is the capital', 'tell me about the weather'],
  Chinese: ['月亮', '天气怎么样', '灯塔 风暴', '北京'],
} as const

/** One picture of sixty a second was left out. */
const LATE_MS = 34

/** From the question in the window to the answer in the window, for everything that is typed. */
const searchTimes = (page: Page, texts: readonly string[], rounds: number) =>
  page.evaluate(
    async ([texts, rounds]) => {
      const { warbler } = window as unknown as { warbler: WindowBridge<'transcript'> }
      const times: number[] = []
      for (let round = 0; round < rounds; round += 1) {
        for (const whole of texts) {
          for (let end = 1; end <= whole.length; end += 1) {
            const beganAtMs = performance.now()
            const answer = await warbler.request('transcript.search', {
              text: whole.slice(0, end),
              limit: 50,
            })
            times.push(performance.now() - beganAtMs)
            if (!answer.ok) throw new Error(answer.error.code)
          }
        }
      }
      return times
    },
    [texts, rounds] as const,
  )

/** Times between pictures while the list runs upwards through pages that are loaded on the way. */
const frameTimes = (page: Page, frames: number) =>
  page.evaluate(async (frames) => {
    const list = document.querySelector('[role="group"][tabindex="0"]')
    if (list === null) throw new Error('there is no list')
    const times: number[] = []
    let last = await new Promise<number>(requestAnimationFrame)
    for (let frame = 0; frame < frames; frame += 1) {
      list.scrollBy({ top: -60 })
      const now = await new Promise<number>(requestAnimationFrame)
      times.push(now - last)
      last = now
    }
    return times
  }, frames)

const openedIn = async (warbler: RunningWarbler): Promise<{ page: Page; openMs: number }> => {
  const overlay = await warbler.page('overlay')
  const beganAtMs = performance.now()
  await overlay.evaluate(async () => {
    const { warbler } = window as unknown as { warbler: WindowBridge<'overlay'> }
    await warbler.request('app.open-window', { window: 'transcript' })
  })
  const page = await warbler.page('transcript')
  await page.locator('article').first().waitFor()
  return { page, openMs: performance.now() - beganAtMs }
}

/** MiB that the page's process, and main, have in memory. */
const memoryOf = async (warbler: RunningWarbler) => {
  // Functions with names inside would need what tsx adds for them, and the app does not have.
  const [page = 0, main = 0] = await warbler.app.evaluate(({ app, webContents }) =>
    [
      webContents
        .getAllWebContents()
        .find((one) => one.getURL().includes('/transcript/'))
        ?.getOSProcessId(),
      process.pid,
    ].map((pid) => app.getAppMetrics().find((one) => one.pid === pid)?.memory.workingSetSize ?? 0),
  )
  return { page: page / 1024, main: main / 1024 }
}

/** The transcript window over a transcript of many years. */
export const measureTranscript = async (size: {
  readonly turns: number
  readonly rounds: number
  readonly opens: number
  readonly frames: number
}): Promise<readonly Section[]> => {
  const room = await openRoom()
  const profile = await temporaryProfile()
  try {
    const beganAtMs = performance.now()
    writeLargeTranscript(profile, size.turns, Date.now())
    const writtenMs = performance.now() - beganAtMs
    process.stderr.write('.')
    const warbler = await startWarbler({ profile, env: room.env, args: ['--hidden'] })
    try {
      await warbler.ready()
      const openMs: number[] = []
      for (let open = 0; open < size.opens; open += 1) {
        const { page, openMs: took } = await openedIn(warbler)
        openMs.push(took)
        process.stderr.write('.')
        if (open < size.opens - 1) await page.close()
      }
      const page = await warbler.page('transcript')
      const before = await memoryOf(warbler)
      const english = await searchTimes(page, TYPED.English, size.rounds)
      const chinese = await searchTimes(page, TYPED.Chinese, size.rounds)
      process.stderr.write('.')
      const frames = await frameTimes(page, size.frames)
      const after = await memoryOf(warbler)
      return [
        {
          title: `Transcript window (${size.turns.toLocaleString('en')} turns, half of them Chinese)`,
          figures: present([
            figure('search as one types, English', 'ms', english),
            figure('search as one types, Chinese', 'ms', chinese),
            figure('asked for → first turn in the window', 'ms', openMs),
            figure('between two pictures while scrolling', 'ms', frames),
            figure('memory of the window when it is open', 'MiB', [before.page]),
            figure('memory of the window after scrolling', 'MiB', [after.page]),
            figure('memory of main after searching', 'MiB', [after.main]),
          ]),
          notes: [
            `search: from the question in the window to the answer in the window, after each letter of ${TYPED.English.length} English and ${TYPED.Chinese.length} Chinese searches`,
            `${frames.filter((ms) => ms > LATE_MS).length} of ${frames.length} pictures came more than ${LATE_MS} ms after the one before; the list runs upwards 60 pixels a picture and loads pages on the way`,
            `the transcript was written in ${Math.round(writtenMs / 1000)} s, ${Math.round((writtenMs / size.turns) * 1000)} µs a turn with its index`,
          ],
        },
      ]
    } finally {
      await warbler.kill()
    }
  } finally {
    await removeProfile(profile)
    await room.dispose()
  }
}
