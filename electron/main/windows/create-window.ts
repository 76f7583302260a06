import { BrowserWindow } from 'electron'
import { join } from 'node:path'
import type { WindowName } from '../../contracts/ipc.ts'
import { pageOf, windowOptions, type OwnWindowOptions } from './window-options.ts'

/** Every window is made here, so that none is made with less protection. */
export const createWindow = (
  name: WindowName,
  options: OwnWindowOptions,
  place?: string,
): BrowserWindow => {
  const preload = join(import.meta.dirname, `../preload/${name}.cjs`)
  const window = new BrowserWindow(windowOptions(preload, options))
  window.removeMenu()
  void window.loadURL(pageOf(name, place))
  return window
}
