import { nativeTheme } from 'electron'
import type { Theme } from '../../contracts/settings.ts'

/** Every window, and what the system draws of it, is in this theme from now on. */
export const showTheme = (theme: Theme): void => {
  nativeTheme.themeSource = theme
}
