import type { BrowserWindowConstructorOptions } from 'electron'
import type { WindowName } from '../../contracts/ipc.ts'
import { APP_ORIGIN } from '../security/urls.ts'

export type OwnWindowOptions = Omit<BrowserWindowConstructorOptions, 'webPreferences'> & {
  readonly backgroundThrottling?: boolean
}

/** What every window of ours is made with; nothing that it is given can take protection away. */
export const windowOptions = (
  preload: string,
  { backgroundThrottling = true, ...rest }: OwnWindowOptions,
): BrowserWindowConstructorOptions => ({
  show: false,
  ...rest,
  webPreferences: {
    preload,
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

/** Where a window's page lies: in the app itself. */
export const pageOf = (name: WindowName): string => `${APP_ORIGIN}/${name}/index.html`
