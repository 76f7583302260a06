import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron'
import { join } from 'node:path'
import type { WindowName } from '../../contracts/ipc.ts'
import { APP_ORIGIN } from '../security/urls.ts'

/** Every window is made here, so that none is made with less protection. */
export const createWindow = (
  name: WindowName,
  options: Omit<BrowserWindowConstructorOptions, 'webPreferences'> & {
    readonly backgroundThrottling?: boolean
  },
): BrowserWindow => {
  const { backgroundThrottling = true, ...rest } = options
  const window = new BrowserWindow({
    show: false,
    ...rest,
    webPreferences: {
      preload: join(import.meta.dirname, `../preload/${name}.cjs`),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      backgroundThrottling,
      // The hidden audio window has nobody who could click in it.
      autoplayPolicy: 'no-user-gesture-required',
    },
  })
  window.removeMenu()
  void window.loadURL(`${APP_ORIGIN}/${name}/index.html`)
  return window
}
