import { app, ipcMain, session, shell, type WebContents } from 'electron'
import { join } from 'node:path'
import type { Settings, SettingsPatch } from '../../contracts/settings.ts'
import type { OverlayShape, OverlayStyle } from '../../contracts/snapshot.ts'
import type { RequestHandlers } from '../ipc/answer-request.ts'
import { answerRequests } from '../ipc/router.ts'
import { lockDown } from '../security/lock-down.ts'
import { openAppWindow, type AppWindowName } from './app-window.ts'
import { OverlayWindow } from './overlay-window.ts'
import type { DisplaySession } from '../platform/display-session.ts'
import { displaySession } from '../platform/open-display-session.ts'
import { WindowSet } from './window-set.ts'

interface WindowParts {
  /** Absolute. */
  readonly resources: string
  readonly titleOf: (name: AppWindowName) => string
  readonly settings: () => Settings
  readonly changeSettings: (patch: SettingsPatch) => void
  readonly onOverlayShape: (shape: OverlayShape) => void
  /** Another window or program has the person now, or (`isGone`) the window is gone. */
  readonly onLeft: (name: AppWindowName, isGone: boolean) => void
}

export interface OpenWindows {
  readonly windows: WindowSet
  readonly overlay: OverlayWindow
  readonly overlayStyle: OverlayStyle
  readonly display: DisplaySession
  readonly showWindow: (name: AppWindowName) => void
  /** What windows have asked meanwhile, and ask from now on, is answered by these. */
  readonly answerWith: (handlers: RequestHandlers) => void
  readonly stopAnswering: () => void
}

/** The windows with what they may do: nothing but ask us, and the audio window the microphone. */
export const openWindows = (parts: WindowParts): OpenWindows => {
  const { resources, titleOf, settings } = parts
  const windows = new WindowSet()
  let answerWith: (handlers: RequestHandlers) => void = () => undefined
  const handlers = new Promise<RequestHandlers>((resolve) => {
    answerWith = resolve
  })
  const stopAnswering = answerRequests(ipcMain, handlers, (contents: WebContents) =>
    windows.nameOf(contents),
  )
  lockDown(
    {
      session: session.defaultSession,
      onContents: (listener) =>
        app.on('web-contents-created', (_event, contents) => listener(contents)),
      openExternal: (url) => shell.openExternal(url),
    },
    (contents) => windows.nameOf(contents) === 'audio',
  )
  const display = displaySession()
  const overlay = new OverlayWindow({
    // On Linux it knows only where it was over windows of ours.
    seesPointer: process.platform !== 'linux',
    staysOverFullScreen: () => settings().overlayOverFullScreen,
    hideAfterMs: () => settings().overlayHideAfterSeconds * 1000,
    staysWhileWaiting: () => settings().overlayWhileWaiting,
    onShape: parts.onOverlayShape,
    positions: () => settings().overlayPositions,
    rememberPosition: (displayId, anchor) =>
      parts.changeSettings({
        overlayPositions: { ...settings().overlayPositions, [displayId]: anchor },
      }),
  })
  windows.keep('overlay', overlay.window)

  const showWindow = (name: AppWindowName): void =>
    void openAppWindow(windows, name, {
      title: titleOf(name),
      icon: join(resources, 'icons/app-256.png'),
      onLeft: (isGone) => parts.onLeft(name, isGone),
    })

  return {
    windows,
    overlay,
    display,
    overlayStyle: { surface: 'glass', movedBy: display === 'wayland' ? 'system' : 'us' },
    showWindow,
    answerWith,
    stopAnswering,
  }
}
