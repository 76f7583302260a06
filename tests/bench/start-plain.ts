import { chromium } from 'playwright'
import { resolve } from 'node:path'
import { startProgram, waitUntil, type RunningProgram } from '../support/child-process.ts'
import type { WindowBridge } from '../../electron/contracts/ipc.ts'
import type { Room } from './room.ts'

/**
 * A start as a person's: Playwright's own launch holds Electron back until its debugger is attached,
 * so here the program is started plainly and looked into through its DevTools port afterwards.
 */

const ROOT = resolve(import.meta.dirname, '../..')

export interface StartTimes {
  /** From the start of the process. */
  readonly windowVisibleMs: number
  /** Engines, microphone and hotkey ready. */
  readonly readyMs: number
  /** When each of them was ready, the same way. */
  readonly partsMs: Readonly<Record<string, number>>
}

/** When each part was ready (epoch ms), watched from inside of the overlay's page. */
const partsReadyAt = async (program: RunningProgram): Promise<Record<string, number>> => {
  const endpoint = await waitUntil(
    'the DevTools port',
    () => /DevTools listening on (ws:\S+)/.exec(program.output())?.[1],
    { withinMs: 30_000 },
  )
  const browser = await chromium.connectOverCDP(endpoint)
  try {
    const overlay = await waitUntil('the overlay', () =>
      browser
        .contexts()
        .flatMap((context) => context.pages())
        .find((page) => page.url().startsWith('warbler://app/overlay/')),
    )
    return await overlay.evaluate(async () => {
      const { warbler } = window as unknown as { warbler: WindowBridge<'overlay'> }
      const readyAt: Record<string, number> = {}
      for (;;) {
        const answer = await warbler.request('app.snapshot', {})
        if (answer.ok) {
          const { engines, conversation, hotkey } = answer.value
          const parts = {
            stt: engines.stt === 'ready',
            llm: engines.llm === 'ready',
            tts: engines.tts === 'ready',
            microphone: conversation.microphone === 'ready',
            hotkey: hotkey.mode !== 'none',
          }
          for (const [name, ready] of Object.entries(parts)) if (ready) readyAt[name] ??= Date.now()
          if (Object.values(parts).every(Boolean)) return readyAt
        }
        await new Promise((next) => setTimeout(next, 10))
      }
    })
  } finally {
    // Not awaited: it waits for windows that will not be closed by a debugger. The end of the program,
    // which comes next, ends the connection.
    void browser.close().catch(() => undefined)
  }
}

/** Starts the app on `profile`, measures, and ends it as a person does. */
export const startPlainly = async (room: Room, profile: string): Promise<StartTimes> => {
  const electron = process.env['WARBLER_ELECTRON']
  if (electron === undefined) throw new Error('WARBLER_ELECTRON is not set: run npm run bench')
  const machineArguments = (process.env['WARBLER_ELECTRON_ARGUMENTS'] ?? '').split(' ')
  const startedAtMs = Date.now()
  const program = await startProgram(
    electron,
    [
      ...machineArguments.filter((argument) => argument !== ''),
      '--remote-debugging-port=0',
      ROOT,
      '--profile',
      profile,
      '--listen',
    ],
    { env: { ...process.env, LANG: 'en_US.UTF-8', ...room.env } },
  )
  try {
    const [windowVisibleAtMs, readyAt] = await Promise.all([
      waitUntil(
        'a visible window',
        async () => ((await room.display.visibleWindows()).length > 0 ? Date.now() : undefined),
        { withinMs: 30_000 },
      ),
      partsReadyAt(program),
    ])
    const partsMs = Object.fromEntries(
      Object.entries(readyAt).map(([part, atMs]) => [part, atMs - startedAtMs]),
    )
    return {
      windowVisibleMs: windowVisibleAtMs - startedAtMs,
      readyMs: Math.max(...Object.values(partsMs)),
      partsMs,
    }
  } catch (failure) {
    throw new Error(`the app said: ${program.output().slice(-2000)}`, { cause: failure })
  } finally {
    await program.stop(5000)
  }
}
