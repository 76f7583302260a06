import type { ShowSetting } from '../../contracts/actions.ts'
import type { AppWindowName } from './app-window.ts'
import { createWindowGuide, type WindowGuide } from './window-guide.ts'
import type { WindowSet } from './window-set.ts'

export interface Guides {
  readonly settings: WindowGuide<ShowSetting>
  /** To a conversation, by its id. */
  readonly transcript: WindowGuide<string>
}

/** What leads a person to a place in a window. */
export const openGuides = (
  windows: WindowSet,
  showWindow: (name: AppWindowName) => void,
): Guides => ({
  settings: createWindowGuide({
    get: () => windows.get('settings'),
    open: () => showWindow('settings'),
    send: (target) => windows.send('settings.show', target),
  }),
  transcript: createWindowGuide({
    get: () => windows.get('transcript'),
    open: () => showWindow('transcript'),
    send: (id) => windows.send('transcript.show', id),
  }),
})
