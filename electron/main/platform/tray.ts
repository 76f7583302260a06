import { Menu, nativeImage, Tray } from 'electron'
import { join } from 'node:path'
import type { AppSnapshot } from '../../contracts/snapshot.ts'
import { trayView, type TranslateTray, type TrayState, type TrayView } from './tray-view.ts'

export interface TrayActions {
  readonly talk: () => void
  readonly setWake: (on: boolean) => void
  readonly setOpen: (open: boolean) => void
  readonly setMuted: (muted: boolean) => void
  readonly showTranscript: () => void
  readonly showSettings: () => void
  readonly showWelcome: () => void
  readonly quit: () => void
}

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
    const { busy, open, muted, wake } = view
    const menu = JSON.stringify([busy, open, muted, wake, this.#translate('tray.quit')])
    if (menu === this.#menu) return
    this.#menu = menu
    this.#tray.setContextMenu(this.#menuOf(view))
  }

  dispose(): void {
    this.#tray.destroy()
  }

  #menuOf({ busy, open, muted, wake }: TrayView): Menu {
    const t = this.#translate
    const actions = this.#actions
    return Menu.buildFromTemplate([
      { label: t(busy ? 'tray.stop' : 'tray.talk'), click: actions.talk },
      {
        label: wake.label,
        type: 'checkbox',
        checked: wake.on,
        click: (item) => actions.setWake(item.checked),
      },
      {
        label: t('tray.openConversation'),
        type: 'checkbox',
        checked: open,
        click: (item) => actions.setOpen(item.checked),
      },
      {
        label: t('tray.mute'),
        type: 'checkbox',
        checked: muted,
        click: (item) => actions.setMuted(item.checked),
      },
      { type: 'separator' },
      { label: t('tray.transcript'), click: actions.showTranscript },
      { label: t('tray.settings'), click: actions.showSettings },
      { label: t('tray.welcome'), click: actions.showWelcome },
      { type: 'separator' },
      { label: t('tray.quit'), click: actions.quit },
    ])
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
