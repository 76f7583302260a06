import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright'
import { expect } from 'vitest'
import { z } from 'zod'
import type { WindowName } from '../../electron/contracts/ipc.ts'
import type { TurnLogRecord } from '../../electron/contracts/turn-log.ts'
import { waitUntil } from '../support/child-process.ts'
import type { RunningWarbler } from '../support/running-warbler.ts'
import { QUESTIONS_FOLDER } from '../support/sound-lab/questions.ts'
import { speak } from '../support/sound-lab/speak.ts'
import { expectHeard, HOTKEY, request, type Scene } from './scene.ts'

/** What the tests of faults, restarts and first runs do again and again. */

/** The sound file of a clip in tests/fixtures/questions. */
export const clip = (id: string): string => join(QUESTIONS_FOLDER, `${id}.flac`)

/** Asks a window's own question of main, through the window's own bridge. */
export const askMain = async (
  page: Page,
  route: string,
  input: Readonly<Record<string, unknown>> = {},
): Promise<unknown> =>
  page.evaluate(
    async ([route, input]) => {
      const { warbler } = window as unknown as {
        warbler: {
          request: (route: string, input: unknown) => Promise<{ ok: boolean; value?: unknown }>
        }
      }
      const answer = await warbler.request(route, input)
      if (!answer.ok) throw new Error(`${route}: ${JSON.stringify(answer)}`)
      return answer.value
    },
    [route, input] as const,
  )

/** Opens a window as the other windows do, and waits until it has drawn something. */
export const openWindow = async (
  warbler: RunningWarbler,
  name: Extract<WindowName, 'transcript' | 'settings' | 'welcome'>,
): Promise<Page> => {
  await request(warbler, 'app.open-window', { window: name })
  const page = await warbler.page(name)
  await page.locator('main, [role="log"], h1, h2').first().waitFor()
  return page
}

/** Holds the hotkey and speaks; the key is still down when this resolves. */
export const holdAndSpeak = async (
  { display, lab }: Scene,
  warbler: RunningWarbler,
  sound: string,
): Promise<void> => {
  await display.keyDown(HOTKEY)
  await warbler.until('listening', ({ conversation }) => conversation.way === 'hold')
  await lab.play(sound)
}

/** The log's line about the exchange after the first `count`; waits for it. */
export const recordAfter = (warbler: RunningWarbler, count: number): Promise<TurnLogRecord> =>
  waitUntil(`the end of exchange ${count + 1}`, async () => (await warbler.log())[count], {
    withinMs: 60_000,
    everyMs: 100,
  }).catch(async (failure: unknown) => {
    const state = { snapshot: await warbler.snapshot(), turns: await warbler.turns() }
    throw new Error(`${JSON.stringify(state, null, 1)}\n${warbler.output().slice(-1500)}`, {
      cause: failure,
    })
  })

/**
 * Does what closes the page that it is done in, and waits until that is closed. It may be gone before
 * Playwright, which waits for what a click begins, has its answer: that alone is no failure.
 */
export const closing = async (page: Page, act: () => Promise<void>): Promise<void> => {
  await Promise.all([
    page.waitForEvent('close'),
    act().catch((failure: unknown) => {
      if (!/has been closed/.test(String(failure))) throw failure
    }),
  ])
}

/** Asks a question by holding the key and waits until it is answered or has failed. */
export const askByHold = async (
  scene: Scene,
  warbler: RunningWarbler,
  sound: string,
): Promise<TurnLogRecord> => {
  const count = (await warbler.log()).length
  await holdAndSpeak(scene, warbler, sound)
  await scene.display.keyUp(HOTKEY)
  return recordAfter(warbler, count)
}

interface SpokenQuestion {
  readonly text: string
  readonly answer: RegExp
  readonly sound: () => Promise<string>
}

export const DAYS_IN_A_WEEK: SpokenQuestion = {
  text: 'How many days are in a week?',
  answer: /seven|7/i,
  sound: () => Promise.resolve(clip('days-in-a-week')),
}

/**
 * Long enough that a word which the recogniser gets wrong by itself does not change its sense: of
 * some sixty questions of seven words one was misheard on a busy machine.
 */
export const CAPITAL_OF_FRANCE: SpokenQuestion = {
  text: 'I have a question about France. What is the capital of that country?',
  answer: /paris/i,
  sound: () => speak(CAPITAL_OF_FRANCE.text),
}

/** The proof that it works again: a question is asked aloud and answered aloud. */
export const expectAnswered = async (
  scene: Scene,
  warbler: RunningWarbler,
  question: SpokenQuestion,
): Promise<void> => {
  const record = await askByHold(scene, warbler, await question.sound())
  const turns = await warbler.turns()
  const said = turns.filter(({ exchangeId }) => exchangeId === record.exchangeId)
  expect(record.outcome, JSON.stringify({ record, said })).toBe('answered')
  expectHeard(said.find(({ speaker }) => speaker === 'person')?.text ?? '', question.text)
  expect(said.find(({ speaker }) => speaker === 'assistant')?.text).toMatch(question.answer)
}

const LOCALE = resolve(import.meta.dirname, '../../resources/locales/en.json')
const localeSchema = z.object({ errors: z.record(z.string(), z.unknown()) })
const messagesSchema = z.record(z.string(), z.object({ message: z.string() }))

/** The person is told of it, in a sentence that they can see. */
export const expectTold = async (warbler: RunningWarbler, code: string): Promise<void> => {
  await warbler.until(code, ({ conversation: { attention } }) => attention?.code === code)
  const { errors } = localeSchema.parse(JSON.parse(await readFile(LOCALE, 'utf8')))
  const [area = '', name = ''] = code.split('.')
  const message = messagesSchema.parse(errors[area])[name]?.message
  const overlay = await warbler.page('overlay')
  const card = overlay.locator(`[role="alert"][data-code="${code}"]`)
  await card.waitFor()
  expect(message).toBeDefined()
  expect(await card.textContent()).toContain(message)
  // However long that is, what can be pressed is not cut off.
  const sticksOut = await overlay.locator('main').evaluate((shape) => {
    const foot = shape.querySelector('footer')?.getBoundingClientRect().bottom ?? Infinity
    return foot - shape.getBoundingClientRect().bottom
  })
  expect(sticksOut).toBeLessThanOrEqual(1)
}

export const workerPid = (
  warbler: RunningWarbler,
  kind: 'stt' | 'llm' | 'tts' | 'turn',
): Promise<number | undefined> =>
  warbler.app.evaluate(
    ({ app }, name) =>
      app.getAppMetrics().find((metric) => metric.serviceName === name || metric.name === name)
        ?.pid,
    `Warbler ${kind}`,
  )

/** Ends a worker as the system's memory killer would. */
export const killWorker = async (
  warbler: RunningWarbler,
  kind: 'stt' | 'llm' | 'tts' | 'turn',
): Promise<void> => {
  const pid = await workerPid(warbler, kind)
  if (pid === undefined) throw new Error(`there is no worker ${kind}`)
  process.kill(pid, 'SIGKILL')
}

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
