import { session, type WebContents } from 'electron'
import { createPaperWindow } from './create-window.ts'

/** Where a page lies while it is printed: in memory, and nowhere that anything else could load it from. */
const PAPER_URL = 'warbler-paper://page/'
let papers = 0

/** A page of somebody's words runs nothing, loads nothing, and may do nothing. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'"

/**
 * Shows a document to nobody, in a sandboxed window without scripts, preload or network of its own, for
 * as long as `use` takes.
 */
export const withPaperPage = async <T>(
  html: string,
  use: (contents: WebContents) => Promise<T>,
): Promise<T> => {
  papers += 1
  const own = session.fromPartition(`paper-${papers}`)
  own.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  own.setPermissionCheckHandler(() => false)
  own.protocol.handle('warbler-paper', () => {
    const headers = {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': POLICY,
    }
    return new Response(html, { headers })
  })
  const window = createPaperWindow(own)
  try {
    await window.loadURL(PAPER_URL)
    return await use(window.webContents)
  } finally {
    window.destroy()
    own.protocol.unhandle('warbler-paper')
  }
}
