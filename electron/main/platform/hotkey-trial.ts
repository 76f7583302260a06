import type { HotkeyPress } from '../../contracts/hotkey.ts'
import type { HotkeyListener } from './global-hotkey.ts'

interface HotkeyTrial {
  /** What the hotkey tells. */
  readonly listener: HotkeyListener
  readonly set: (on: boolean) => void
}

/**
 * The hotkey while somebody tries whether it works: its presses are told, and begin nothing.
 *
 * Invariant: a press that began before the trial ends as one, and one that began in it does not begin to
 * talk when the trial ends while the key is still down.
 */
export const createHotkeyTrial = (
  talk: HotkeyListener,
  windows: { readonly send: (route: 'hotkey.pressed', press: HotkeyPress) => void },
): HotkeyTrial => {
  const tell = (press: HotkeyPress) => windows.send('hotkey.pressed', press)
  let on = false
  /** Whose the press is that has not ended. */
  let holder: 'talk' | 'trial' | null = null
  return {
    listener: {
      pressed: (atMs) => {
        holder = on ? 'trial' : 'talk'
        if (holder === 'trial') tell('down')
        else talk.pressed(atMs)
      },
      released: (atMs) => {
        if (holder === 'trial') tell('up')
        else talk.released(atMs)
        holder = null
      },
      toggled: (atMs) => {
        if (on) tell('press')
        else talk.toggled(atMs)
      },
    },
    set: (next) => {
      on = next
    },
  }
}
