import type { Settings } from '../../contracts/settings.ts'
import type { CommandLine } from '../platform/command-line.ts'
import type { AppWindowName } from './app-window.ts'

/** Opens what a start opens: the first steps, where something is missing, or what was said; or nothing. */
export const openFirstWindow = (start: {
  readonly line: Pick<CommandLine, 'hidden' | 'link'>
  readonly settings: Pick<Settings, 'startHidden'>
  readonly firstRun: { readonly isDue: () => boolean; readonly show: () => void }
  readonly providers: { readonly lacksEngine: () => boolean }
  readonly showWindow: (name: AppWindowName) => void
}): void => {
  const { line, firstRun, showWindow } = start
  const isHidden = line.hidden || start.settings.startHidden || line.link !== null
  if (firstRun.isDue() && !isHidden) firstRun.show()
  else if (start.providers.lacksEngine()) showWindow('settings')
  else if (!isHidden) showWindow('transcript')
}
