import { expect } from 'vitest'
import { DEFAULT_POLICY } from '../../electron/core/conversation/policy.ts'
import { startDisplay, type Display } from '../support/display/display.ts'
import {
  lightProfile,
  removeProfile,
  startWarbler,
  temporaryProfile,
  type RunningWarbler,
  type StartOptions,
} from '../support/running-warbler.ts'
import type { Recording } from '../support/sound-lab/recording.ts'
import type { PlayedAt } from '../support/sound-lab/play.ts'
import { startSoundLab, type SoundLab } from '../support/sound-lab/sound-lab.ts'
import { wordErrorRate } from '../support/sound-lab/word-error-rate.ts'

export const HOTKEY = 'ctrl+shift+space'

/** A display, a room with microphone and loudspeaker, and the app in them. */
export interface Scene {
  readonly display: Display
  readonly lab: SoundLab
  /** With the default models, or with the lightest; a profile that is given keeps its own. */
  readonly start: (options?: Partial<StartOptions>) => Promise<RunningWarbler>
  readonly dispose: () => Promise<void>
}

export const openScene = async (models: 'default' | 'light' = 'default'): Promise<Scene> => {
  const display = await startDisplay()
  const lab = await startSoundLab()
  const started: RunningWarbler[] = []
  return {
    display,
    lab,
    start: async (options = {}) => {
      const profile =
        options.profile ?? (models === 'light' ? await lightProfile() : await temporaryProfile())
      const warbler = await startWarbler({
        ...options,
        profile,
        env: { ...display.env, ...lab.env, ...options.env },
      })
      started.push(warbler)
      return warbler
    },
    dispose: async () => {
      for (const warbler of started) {
        await warbler.kill().catch(() => undefined)
        await removeProfile(warbler.profile)
      }
      await lab.dispose()
      await display.dispose()
    },
  }
}

/** Holds the hotkey, asks, releases. */
export const holdAndAsk = async (
  { display, lab }: Scene,
  warbler: RunningWarbler,
  question: string,
  recording: Recording,
): Promise<PlayedAt> => {
  await display.keyDown(HOTKEY)
  await warbler.until('listening', ({ conversation }) => conversation.way === 'hold')
  const played = await lab.playInto(recording, question)
  await display.keyUp(HOTKEY)
  return played
}

export const untilPhase = (
  warbler: RunningWarbler,
  phase: string,
  limitMs = 30_000,
): Promise<unknown> =>
  warbler.until(phase, ({ conversation }) => conversation.phase === phase, limitMs)

/** It speaks, and so much of it was heard that what is said now interrupts it; sooner it would go on with the turn before. */
export const untilHeard = async (warbler: RunningWarbler): Promise<void> => {
  await untilPhase(warbler, 'speaking')
  await new Promise((heard) => setTimeout(heard, 2 * DEFAULT_POLICY.joinHeardMs))
}

/** The words that were heard are about those that were written. */
export const expectHeard = (heard: string, written: string, limit = 0.4): void => {
  expect(wordErrorRate(written, heard), `heard "${heard}", written "${written}"`).toBeLessThan(
    limit,
  )
}

/** Asks main something as a window of the app does. */
export const request = async (
  warbler: RunningWarbler,
  route: string,
  input: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const page = await warbler.page('overlay')
  await page.evaluate(
    async ([route, input]) => {
      const { warbler } = window as unknown as {
        warbler: { request: (route: string, input: unknown) => Promise<{ ok: boolean }> }
      }
      const answer = await warbler.request(route, input)
      if (!answer.ok) throw new Error(`${route}: ${JSON.stringify(answer)}`)
    },
    [route, input] as const,
  )
}
