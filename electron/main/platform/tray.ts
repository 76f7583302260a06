import { Menu, nativeImage, Tray } from 'electron'
import { join } from 'node:path'
import type { ConversationSnapshot } from '../../contracts/snapshot.ts'

export interface TrayActions {
  readonly talk: () => void
  readonly setOpen: (open: boolean) => void
  readonly setMuted: (muted: boolean) => void
  readonly showTranscript: () => void
  readonly showSettings: () => void
  readonly quit: () => void
}

type TrayState = 'idle' | 'listening' | 'thinking' | 'speaking' | 'muted' | 'attention'

const stateOf = (snapshot: ConversationSnapshot): TrayState => {
  if (snapshot.attention !== null && snapshot.phase === 'failed') return 'attention'
  if (snapshot.phase === 'idle' && snapshot.muted) return 'muted'
  switch (snapshot.phase) {
    case 'confirming':
      return 'attention'
    case 'failed':
      return 'attention'
    case 'idle':
    case 'listening':
    case 'thinking':
    case 'speaking':
      return snapshot.phase
  }
}

/**
 * The tray icon with its menu. The icon changes with the phase, the menu only when an entry does: a
 * menu that is rebuilt while it is open closes under the person's hand.
 */
class TrayIcon {
  readonly #tray: Tray
  readonly #folder: string
  readonly #translate: (key: string) => string
  readonly #actions: TrayActions
  #shown = ''
  #menu = ''

  constructor(iconFolder: string, translate: (key: string) => string, actions: TrayActions) {
    this.#folder = iconFolder
    this.#translate = translate
    this.#actions = actions
    this.#tray = new Tray(this.#image('idle'))
    // Where a click opens no menu (Windows, some Linux desktops), it talks.
    this.#tray.on('click', actions.talk)
  }

  update(snapshot: ConversationSnapshot): void {
    const state = stateOf(snapshot)
    const label = this.#translate(`tray.tooltip.${state}`)
    if (label !== this.#shown) {
      this.#shown = label
      this.#tray.setImage(this.#image(state))
      this.#tray.setToolTip(label)
    }
    const busy = ['thinking', 'speaking'].includes(snapshot.phase) || snapshot.way === 'tap'
    const t = this.#translate
    const menu = JSON.stringify([busy, snapshot.openConversation, snapshot.muted, t('tray.quit')])
    if (menu === this.#menu) return
    this.#menu = menu
    this.#tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: t(busy ? 'tray.stop' : 'tray.talk'), click: this.#actions.talk },
        {
          label: t('tray.openConversation'),
          type: 'checkbox',
          checked: snapshot.openConversation,
          click: (item) => this.#actions.setOpen(item.checked),
        },
        {
          label: t('tray.mute'),
          type: 'checkbox',
          checked: snapshot.muted,
          click: (item) => this.#actions.setMuted(item.checked),
        },
        { type: 'separator' },
        { label: t('tray.transcript'), click: this.#actions.showTranscript },
        { label: t('tray.settings'), click: this.#actions.showSettings },
        { type: 'separator' },
        { label: t('tray.quit'), click: this.#actions.quit },
      ]),
    )
  }

  dispose(): void {
    this.#tray.destroy()
  }

  #image(state: TrayState) {
    const suffix = process.platform === 'darwin' ? 'Template' : ''
    return nativeImage.createFromPath(join(this.#folder, `tray-${state}${suffix}.png`))
  }
}

/** The tray, or null where the system has none: the app works without. */
export const createTray = (
  iconFolder: string,
  translate: (key: string) => string,
  actions: TrayActions,
): TrayIcon | null => {
  try {
    return new TrayIcon(iconFolder, translate, actions)
  } catch {
    return null
  }
}
