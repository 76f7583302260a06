import { app } from 'electron'
import { join } from 'node:path'
import type { ModelsSnapshot } from '../contracts/models.ts'
import type { Settings } from '../contracts/settings.ts'
import type { AppSnapshot, OverlayStyle } from '../contracts/snapshot.ts'
import type { Messages } from './messages.ts'
import { Notices } from './notices/notices.ts'
import { systemNotice } from './notices/system-notice.ts'
import { createTray, type TrayActions } from './platform/tray.ts'
import { followSurroundings } from './windows/overlay-surroundings.ts'
import type { Guides } from './windows/open-guides.ts'
import type { OpenWindows } from './windows/open-windows.ts'

interface ShellParts {
  /** Absolute. */
  readonly resources: string
  readonly messages: Messages
  readonly settings: () => Settings
  readonly trayActions: TrayActions
  readonly onStyle: (style: OverlayStyle) => void
}

/** What of Warbler stands in the system: the overlay on its displays, the tray icon, notices. */
export const composeShell = (opened: OpenWindows, guides: Guides, parts: ShellParts) => {
  const { windows, overlay, overlayStyle } = opened
  const { resources, messages } = parts
  const surroundings = followSurroundings(windows, overlay, {
    display: opened.display,
    onSurface: (surface) => parts.onStyle({ ...overlayStyle, surface }),
  })
  const tray = createTray(join(resources, 'icons/tray'), messages.text, parts.trayActions)
  const inUse = () =>
    (['transcript', 'settings', 'welcome'] as const).find((name) => windows.isInUse(name)) ?? null
  const notices = new Notices({
    isWanted: () => parts.settings().notifications,
    sight: () => ({ overlay: overlay.isInView, window: inUse() }),
    text: messages.text,
    errorText: (error) => messages.error(error),
    show: systemNotice(join(resources, 'icons/app-256.png')),
    open: (place) => {
      if (place.window === 'settings') {
        guides.settings.show({ pane: place.pane, setting: null })
      } else opened.showWindow(place.window)
    },
  })
  const clear = () => notices.clear()
  app.on('browser-window-focus', clear)
  return {
    follow: (snapshot: AppSnapshot): void => {
      tray?.update(snapshot)
      overlay.follow(snapshot)
      // By now the overlay shows what there is to see.
      notices.follow(snapshot)
    },
    followModels: (models: ModelsSnapshot): void => notices.followModels(models),
    transcriptIsLive: surroundings.transcriptIsLive,
    dispose: (): void => {
      app.off('browser-window-focus', clear)
      surroundings.dispose()
      notices.clear()
      tray?.dispose()
    },
  }
}
