import { resolve } from 'node:path'
import { _electron } from 'playwright'
import { electronPath } from '../running-warbler.ts'
import { removeProfile, temporaryProfile } from '../running-warbler.ts'

/** The program that somebody writes in, next to Warbler: a real one, with the keyboard. */
export interface Letter {
  /** What has been typed into it. */
  readonly text: () => Promise<string>
  readonly clear: () => Promise<void>
  readonly clicks: () => Promise<number>
  readonly fillScreen: (on: boolean) => Promise<void>
  readonly close: () => Promise<void>
}

export const openLetter = async (env: Readonly<Record<string, string>>): Promise<Letter> => {
  const profile = await temporaryProfile()
  const machineArguments = (process.env['WARBLER_ELECTRON_ARGUMENTS'] ?? '').split(' ')
  const app = await _electron.launch({
    executablePath: electronPath() ?? '',
    args: [
      ...machineArguments.filter((argument) => argument !== ''),
      `--user-data-dir=${profile}`,
      resolve(import.meta.dirname, 'letter'),
    ],
    env: { ...(process.env as Record<string, string>), ...env },
    timeout: 60_000,
  })
  const page = await app.firstWindow()
  await page.locator('textarea').waitFor()
  return {
    text: () => page.locator('textarea').inputValue(),
    clear: () => page.locator('textarea').fill(''),
    clicks: () => page.evaluate(() => Number(Reflect.get(window, 'clicks'))),
    fillScreen: (on) =>
      app.evaluate(({ BrowserWindow }, fills) => {
        BrowserWindow.getAllWindows()[0]?.setFullScreen(fills)
      }, on),
    close: async () => {
      await app.close()
      await removeProfile(profile)
    },
  }
}
