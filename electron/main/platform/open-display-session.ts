import { app } from 'electron'
import { displaySessionOf, type DisplaySession } from './display-session.ts'

export const ELECTRON_MAJOR = Number.parseInt(process.versions.electron, 10)

/** Of this run: the same before Electron is ready and after. */
export const displaySession = (): DisplaySession => {
  const switches = app.commandLine
  return displaySessionOf({
    platform: process.platform,
    electronMajor: ELECTRON_MAJOR,
    env: process.env,
    ozonePlatform:
      switches.getSwitchValue('ozone-platform') || switches.getSwitchValue('ozone-platform-hint'),
  })
}
