import { MessageChannelMain, type MessagePortMain } from 'electron'
import { IPC_PORT_CHANNEL } from '../../contracts/ipc.ts'
import { SUPERVISION_POLICIES } from '../../core/supervision/policy.ts'
import { sendEvent } from '../ipc/router.ts'
import { AudioLink, type AudioLinkOptions } from './audio-link.ts'
import { createWindow } from './create-window.ts'
import { systemClock } from '../workers/clock.ts'
import type { WindowSet } from './window-set.ts'

/** The hidden window and its ports as Electron makes them. */
const electronAudioWindow = (
  windows: WindowSet,
): Pick<AudioLinkOptions<MessagePortMain>, 'openWindow' | 'openChannel'> => ({
  openChannel: () => {
    const { port1, port2 } = new MessageChannelMain()
    return { toWindow: port1, toWorker: port2 }
  },
  openWindow: (signs) => {
    const window = windows.keep(
      'audio',
      // Never shown, and never throttled: sound does not wait for a visible window.
      createWindow('audio', {
        width: 1,
        height: 1,
        backgroundThrottling: false,
        title: 'Warbler audio',
      }),
    )
    const { webContents } = window
    webContents.on('render-process-gone', (_event, { reason, exitCode }) =>
      signs.gone(`${reason}, exit code ${exitCode}`),
    )
    window.on('closed', () => signs.gone('closed'))
    window.on('unresponsive', signs.unresponsive)
    window.on('responsive', signs.responsive)
    return {
      command: (command) => sendEvent(webContents, 'audio', 'audio.command', command),
      attach: (channel, port) => webContents.postMessage(IPC_PORT_CHANNEL, channel, [port]),
      ping: () => sendEvent(webContents, 'audio', 'audio.ping', {}),
      destroy: () => {
        if (!window.isDestroyed()) window.destroy()
      },
    }
  },
})

/** The hidden window, supervised. */
export const openAudioWindow = (
  windows: WindowSet,
  listener: Pick<AudioLinkOptions<MessagePortMain>, 'onReady' | 'onLost' | 'onGaveUp'>,
): AudioLink<MessagePortMain> =>
  new AudioLink({
    ...electronAudioWindow(windows),
    clock: systemClock,
    policy: SUPERVISION_POLICIES.audio,
    ...listener,
  })
