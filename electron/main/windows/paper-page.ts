import { randomUUID } from 'node:crypto'
import { session, type Session, type WebContents } from 'electron'
import { createPaperWindow } from './create-window.ts'

const SCHEME = 'warbler-paper'
/** In memory: without `persist:` nothing of it is written. One for all, since Electron lets go of none. */
const PARTITION = 'paper'

/** A page of somebody's words runs nothing, loads nothing, and may do nothing. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'"

/** Documents while they are printed, by a name that nobody can guess; nothing else could load them. */
const pages = new Map<string, string>()

const pageOf = (url: string): Response => {
  const html = pages.get(url.slice(url.lastIndexOf('/') + 1))
  if (html === undefined) return new Response(null, { status: 404 })
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': POLICY }
  return new Response(html, { headers })
}

const paperSession = (): Session => {
  const own = session.fromPartition(PARTITION)
  if (own.protocol.isProtocolHandled(SCHEME)) return own
  own.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  own.setPermissionCheckHandler(() => false)
  own.protocol.handle(SCHEME, ({ url }) => pageOf(url))
  return own
}

/**
 * Shows a document to nobody, in a sandboxed window without scripts, preload or network of its own, for
 * as long as `use` takes.
 */
export const withPaperPage = async <T>(
  html: string,
  use: (contents: WebContents) => Promise<T>,
): Promise<T> => {
  const name = randomUUID()
  pages.set(name, html)
  const window = createPaperWindow(paperSession())
  try {
    await window.loadURL(`${SCHEME}://page/${name}`)
    return await use(window.webContents)
  } finally {
    window.destroy()
    pages.delete(name)
  }
}
