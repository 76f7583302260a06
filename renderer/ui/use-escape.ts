import { useEffect } from 'react'
import { isWindowKey } from '../../electron/core/hotkeys/window-keys.ts'
import { pagePlatform } from './page-platform.ts'

/** Calls back for the Escape key, wherever the focus is in this window. */
export const useEscape = (onEscape: () => void): void => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isWindowKey('stop', event, pagePlatform()) && !event.defaultPrevented) onEscape()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  })
}
