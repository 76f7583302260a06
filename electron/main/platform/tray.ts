import { Menu, nativeImage, Tray } from 'electron'
import { join } from 'node:path'
import type { AppSnapshot } from '../../contracts/snapshot.ts'
import {
  trayEntries,
  trayView,
  type TranslateTray,
  type TrayAction,
  type TrayEntry,
  type TrayKeys,
  type TrayState,
  type TraySwitch,
} from './tray-view.ts'

export type TrayActions = Readonly<
  Record<TrayAction, () => void> & Record<TraySwitch, (on: boolean) => void>
>

/**
 * The tray icon with its menu. The icon changes with the phase, the menu only when an entry does: a
 * menu that is rebuilt while it is open closes under the person's hand.
 */
class TrayIcon {
  readonly #tray: Tray
  readonly #folder: string
  readonly #translate: TranslateTray
  readonly #actions: TrayActions
  #state: TrayState = 'idle'
  #tooltip = ''
  #menu = ''

  constructor(iconFolder: string, translate: TranslateTray, actions: TrayActions) {
    this.#folder = iconFolder
    this.#translate = translate
    this.#actions = actions
    this.#tray = new Tray(this.#image('idle'))
    // Where a click opens no menu (Windows, some Linux desktops), it talks.
    this.#tray.on('click', actions.talk)
  }

  update(snapshot: AppSnapshot): void {
    const view = trayView(snapshot, this.#translate)
    if (view.state !== this.#state) {
      this.#state = view.state
      this.#tray.setImage(this.#image(view.state))
    }
    if (view.tooltip !== this.#tooltip) {
      this.#tooltip = view.tooltip
      this.#tray.setToolTip(view.tooltip)
    }
    const entries = trayEntries(view, this.#translate)
    const menu = JSON.stringify(entries)
    if (menu === this.#menu) return
    this.#menu = menu
    this.#tray.setContextMenu(this.#menuOf(entries))
  }

  dispose(): void {
    this.#tray.destroy()
  }

  #menuOf(entries: readonly TrayEntry[]): Menu {
    const actions = this.#actions
    return Menu.buildFromTemplate(
      entries.map((entry) => {
        switch (entry?.kind) {
          case undefined:
            return { type: 'separator' }
          case 'state':
            return { label: entry.label, enabled: false }
          case 'action':
            return { ...this.#named(entry), click: actions[entry.action] }
          case 'switch':
            return {
              ...this.#named(entry),
              type: 'checkbox',
              checked: entry.on,
              click: (item) => actions[entry.action](item.checked),
            }
        }
      }),
    )
  }

  /** With its keys, which are shown and no more: what they do is registered elsewhere. */
  #named({ label, keys }: { readonly label: string; readonly keys: TrayKeys | null }) {
    if (keys === null) return { label }
    // Where the tray's menu is GTK's own, it has no column for keys.
    return process.platform === 'linux'
      ? { label: this.#translate('tray.withKeys', { label, keys: keys.label }) }
      : { label, accelerator: keys.accelerator, registerAccelerator: false }
  }

  #image(state: TrayState) {
    const suffix = process.platform === 'darwin' ? 'Template' : ''
    return nativeImage.createFromPath(join(this.#folder, `tray-${state}${suffix}.png`))
  }
}

/** The tray, or null where the system has none: the app works without. */
export const createTray = (
  iconFolder: string,
  translate: TranslateTray,
  actions: TrayActions,
): TrayIcon | null => {
  try {
    return new TrayIcon(iconFolder, translate, actions)
  } catch {
    return null
  }
}
