import { BrowserWindow, type Session } from 'electron'
import { join } from 'node:path'
import type { WindowName } from '../../contracts/ipc.ts'
import { pageOf, windowOptions, type OwnWindowOptions } from './window-options.ts'

/** Every window is made here, so that none is made with less protection. */
export const createWindow = (name: WindowName, options: OwnWindowOptions): BrowserWindow => {
  const preload = join(import.meta.dirname, `../preload/${name}.cjs`)
  const window = new BrowserWindow(windowOptions(preload, options))
  window.removeMenu()
  void window.loadURL(pageOf(name))
  return window
}

/** A window that nobody sees, for a document on its way to paper: it runs no script and asks for nothing. */
export const createPaperWindow = (session: Session): BrowserWindow =>
  new BrowserWindow({
    show: false,
    webPreferences: {
      session,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      webSecurity: true,
      spellcheck: false,
    },
  })
