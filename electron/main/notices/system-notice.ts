import { Notification } from 'electron'
import { run } from '../platform/recorders/open-recorders.ts'
import type { NoticeParts } from './notices.ts'
import { plainBody } from './plain-body.ts'

/**
 * A notice of the system's own. Where it has none (a Linux desktop without a notification service), or does
 * not want one now, nothing is shown, and nothing is lost: the windows have the same.
 * @param icon absolute path; macOS shows the app's own.
 */
export const systemNotice =
  (icon: string): NoticeParts['show'] =>
  ({ title, body, onClick }) => {
    let shown: Notification | null = null
    let isOver = false
    const show = async (): Promise<void> => {
      const plain = await plainBody(process.platform, run, body)
      if (isOver || !Notification.isSupported()) return
      shown = new Notification({
        title,
        body: plain,
        // What was said aloud, or shows on the overlay, needs no sound of its own.
        silent: true,
        ...(process.platform === 'darwin' ? {} : { icon }),
      })
      shown.on('click', onClick)
      shown.on('failed', () => undefined)
      shown.show()
    }
    void show()
    return {
      close: () => {
        isOver = true
        shown?.close()
      },
    }
  }
