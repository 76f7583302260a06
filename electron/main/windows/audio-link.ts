import { MessageChannelMain, type BrowserWindow, type MessagePortMain } from 'electron'
import type { AudioCommand } from '../../contracts/audio.ts'
import { IPC_PORT_CHANNEL } from '../../contracts/ipc.ts'
import { createWindow } from './create-window.ts'
import type { WindowSet } from './window-set.ts'

/** A crashing audio window is opened again after this; at once could spin. */
const REOPEN_DELAY_MS = 300

export interface AudioLinkOptions {
  readonly windows: WindowSet
  readonly onReady: () => void
  readonly onLost: () => void
}

/**
 * The hidden audio window and the wires to it.
 *
 * Invariants:
 * 1. Commands reach the window in order; those given before it is ready wait for it.
 * 2. A window that dies is replaced, and the owner is told between the two.
 * 3. For each channel the window holds one port, the newest.
 */
export class AudioLink {
  readonly #options: AudioLinkOptions
  #window: BrowserWindow
  #ready = false
  #disposed = false
  #waiting: AudioCommand[] = []
  #ports: { channel: 'microphone' | 'playback'; port: MessagePortMain }[] = []

  constructor(options: AudioLinkOptions) {
    this.#options = options
    this.#window = this.#open()
  }

  command(command: AudioCommand): void {
    if (this.#ready) this.#options.windows.send('audio.command', command, 'audio')
    else this.#waiting.push(command)
  }

  /** A new pair of ports: one end goes to the audio window, the other is returned for a worker. */
  connect(channel: 'microphone' | 'playback'): MessagePortMain {
    const { port1, port2 } = new MessageChannelMain()
    if (this.#ready) this.#window.webContents.postMessage(IPC_PORT_CHANNEL, channel, [port1])
    else {
      this.#ports = this.#ports.filter((waiting) => waiting.channel !== channel)
      this.#ports.push({ channel, port: port1 })
    }
    return port2
  }

  /** The window says that it can take commands. */
  markReady(): void {
    this.#ready = true
    for (const { channel, port } of this.#ports) {
      this.#window.webContents.postMessage(IPC_PORT_CHANNEL, channel, [port])
    }
    this.#ports = []
    this.#options.onReady()
    const waiting = this.#waiting
    this.#waiting = []
    for (const command of waiting) this.command(command)
  }

  dispose(): void {
    this.#disposed = true
    if (!this.#window.isDestroyed()) this.#window.destroy()
  }

  #open(): BrowserWindow {
    const window = this.#options.windows.keep(
      'audio',
      // Never shown, and never throttled: sound does not wait for a visible window.
      createWindow('audio', {
        width: 1,
        height: 1,
        backgroundThrottling: false,
        title: 'Warbler audio',
      }),
    )
    window.webContents.on('render-process-gone', () => this.#reopen(window))
    window.on('closed', () => this.#reopen(window))
    return window
  }

  #reopen(lost: BrowserWindow): void {
    if (this.#disposed || lost !== this.#window) return
    this.#ready = false
    this.#waiting = []
    this.#options.onLost()
    setTimeout(() => {
      if (this.#disposed || lost !== this.#window) return
      this.#window = this.#open()
      if (!lost.isDestroyed()) lost.destroy()
    }, REOPEN_DELAY_MS)
  }
}
