import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright'
import type { WindowBridge, WindowName } from '../../electron/contracts/ipc.ts'
import type { Settings } from '../../electron/contracts/settings.ts'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import type { TranscriptTurn } from '../../electron/contracts/transcript.ts'
import { turnLogRecordSchema, type TurnLogRecord } from '../../electron/contracts/turn-log.ts'
import { waitUntil } from './child-process.ts'

const ROOT = resolve(import.meta.dirname, '../..')

export interface RunningWarbler {
  readonly app: ElectronApplication
  readonly profile: string
  /** The page of a window; waits for it. */
  readonly page: (name: WindowName) => Promise<Page>
  readonly snapshot: () => Promise<AppSnapshot>
  /** Waits for a state of the app; the error says which state it was in instead. */
  readonly until: (
    what: string,
    holds: (snapshot: AppSnapshot) => boolean,
    limitMs?: number,
  ) => Promise<AppSnapshot>
  /** Waits until all three engines serve. */
  readonly ready: () => Promise<AppSnapshot>
  /** The newest turns, oldest first. */
  readonly turns: () => Promise<readonly TranscriptTurn[]>
  readonly log: () => Promise<readonly TurnLogRecord[]>
  /** What it wrote to stdout and stderr. */
  readonly output: () => string
  /** Ends it as a person would, or as a power cut would; the profile stays. */
  readonly quit: () => Promise<void>
  readonly kill: () => Promise<void>
}

export interface StartOptions {
  readonly env: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  /** A profile of an earlier run; a new one otherwise. */
  readonly profile?: string
}

/** A profile that nobody has used: Warbler leads through its first steps. */
export const newcomerProfile = (): Promise<string> => mkdtemp(join(tmpdir(), 'warbler-profile-'))

/** A profile of somebody who has been through the first steps, with nothing else in it. */
export const temporaryProfile = async (settings: Partial<Settings> = {}): Promise<string> => {
  const profile = await newcomerProfile()
  await writeFile(join(profile, 'settings.json'), JSON.stringify({ version: 1, ...settings }))
  return profile
}

/**
 * For a test that asks neither how clever an answer is nor how it sounds: the smallest models take a
 * fifth of the processor's time that the default ones take.
 */
export const lightProfile = (settings: Partial<Settings> = {}): Promise<string> =>
  temporaryProfile({
    models: { stt: null, llm: 'smollm2-135m', tts: 'piper-en-us-joe-medium' },
    ...settings,
  })

export const removeProfile = (profile: string): Promise<void> =>
  rm(profile, { recursive: true, force: true, maxRetries: 5 })

/** Whether the runtime is known; `npm test` names it in the environment. */
export const electronPath = (): string | undefined => process.env['WARBLER_ELECTRON']

/** Starts the built app (`out/`) with the runtime that `npm test` found. */
export const startWarbler = async (options: StartOptions): Promise<RunningWarbler> => {
  const executablePath = electronPath()
  if (executablePath === undefined) throw new Error('WARBLER_ELECTRON is not set: run npm test')
  const profile = options.profile ?? (await temporaryProfile())
  const machineArguments = (process.env['WARBLER_ELECTRON_ARGUMENTS'] ?? '').split(' ')
  let output = ''
  const app = await _electron.launch({
    executablePath,
    args: [
      ...machineArguments.filter((argument) => argument !== ''),
      ROOT,
      '--profile',
      profile,
      ...(options.args ?? []),
    ],
    env: { ...(process.env as Record<string, string>), LANG: 'en_US.UTF-8', ...options.env },
    timeout: 60_000,
  })
  app.process().stdout?.on('data', (data: Buffer) => (output += data.toString()))
  app.process().stderr?.on('data', (data: Buffer) => (output += data.toString()))

  const page = (name: WindowName): Promise<Page> =>
    waitUntil(`the ${name} window`, () =>
      app.windows().find((window) => window.url().startsWith(`warbler://app/${name}/`)),
    )
  const overlay = await page('overlay')
  const snapshot = (): Promise<AppSnapshot> =>
    overlay.evaluate(async () => {
      const { warbler } = window as unknown as { warbler: WindowBridge<'overlay'> }
      const answer = await warbler.request('app.snapshot', {})
      if (!answer.ok) throw new Error(answer.error.code)
      return answer.value
    })
  const until: RunningWarbler['until'] = async (what, holds, limitMs = 30_000) => {
    let last: AppSnapshot | null = null
    const endMs = Date.now() + limitMs
    while (Date.now() < endMs) {
      last = await snapshot()
      if (holds(last)) return last
      // Each look costs the app's windows and this process 5 ms: more often, it slows the answers.
      await new Promise((next) => setTimeout(next, 100))
    }
    throw new Error(
      `waited ${limitMs} ms for ${what}; last state: ${JSON.stringify(last, null, 1)}\n${output.slice(-3000)}`,
    )
  }
  const ended = new Promise<void>((resolveEnded) =>
    app.process().once('exit', () => resolveEnded()),
  )
  return {
    app,
    profile,
    page,
    snapshot,
    until,
    ready: () =>
      until(
        'the engines',
        ({ engines, conversation }) =>
          Object.values(engines).every((status) => status === 'ready') &&
          conversation.microphone === 'ready',
        60_000,
      ),
    turns: async () => {
      const transcript = await page('transcript')
      return transcript.evaluate(async () => {
        const { warbler } = window as unknown as { warbler: WindowBridge<'transcript'> }
        const answer = await warbler.request('transcript.page', { limit: 100 })
        if (!answer.ok) throw new Error(answer.error.code)
        return answer.value.turns
      })
    },
    log: async () => {
      const text = await readFile(join(profile, 'turns.jsonl'), 'utf8').catch(() => '')
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => turnLogRecordSchema.parse(JSON.parse(line)))
    },
    output: () => output,
    quit: async () => {
      await app.evaluate(({ app: electron }) => electron.quit()).catch(() => undefined)
      await ended
    },
    kill: async () => {
      app.process().kill('SIGKILL')
      await ended
    },
  }
}
