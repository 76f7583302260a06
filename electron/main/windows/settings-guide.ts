import type { ShowSetting } from '../../contracts/actions.ts'
import type { WindowSet } from './window-set.ts'

/**
 * Leads the settings window to a pane, or to one setting.
 *
 * Invariant: a window that is not there yet is told once its page asks, and only for what it was opened.
 */
export const createSettingsGuide = (
  windows: Pick<WindowSet, 'get' | 'send'>,
  open: () => void,
): {
  readonly show: (target: ShowSetting | null) => void
  readonly takeTarget: () => ShowSetting | null
} => {
  let waiting: ShowSetting | null = null
  return {
    show: (target) => {
      const page = windows.get('settings')?.webContents
      const isLoaded = page !== undefined && !page.isLoading() && !page.isCrashed()
      waiting = isLoaded ? null : target
      open()
      if (isLoaded && target !== null) windows.send('settings.show', target)
    },
    takeTarget: () => {
      const target = waiting
      waiting = null
      return target
    },
  }
}
