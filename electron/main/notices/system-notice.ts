import { Notification } from 'electron'
import type { NoticeParts } from './notices.ts'

/**
 * A notice of the system's own. Where it has none (a Linux desktop without a notification service), or does
 * not want one now, nothing is shown, and nothing is lost: the windows have the same.
 * @param icon absolute path; macOS shows the app's own.
 */
export const systemNotice =
  (icon: string): NoticeParts['show'] =>
  ({ title, body, onClick }) => {
    if (!Notification.isSupported()) return { close: () => undefined }
    const notification = new Notification({
      title,
      body,
      // What was said aloud, or shows on the overlay, needs no sound of its own.
      silent: true,
      ...(process.platform === 'darwin' ? {} : { icon }),
    })
    notification.on('click', onClick)
    notification.on('failed', () => undefined)
    notification.show()
    return { close: () => notification.close() }
  }
