import { net, protocol } from 'electron'
import { pathToFileURL } from 'node:url'
import { APP_SCHEME, fileForUrl } from './urls.ts'

/**
 * What a window may load: its own files, nothing inline, nothing from the network. The voice
 * activity model is WebAssembly, and its runtime loads its own module by `import()`.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "media-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Must run before the app is ready. */
export const registerAppScheme = (): void => {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the built windows from `root`. */
export const serveAppScheme = (root: string): void => {
  protocol.handle(APP_SCHEME, async (request) => {
    const file = fileForUrl(request.url, root)
    if (file === null) return new Response('not found', { status: 404 })
    try {
      const response = await net.fetch(pathToFileURL(file).toString())
      const headers = new Headers(response.headers)
      headers.set('Content-Security-Policy', CONTENT_SECURITY_POLICY)
      headers.set('X-Content-Type-Options', 'nosniff')
      const type = CONTENT_TYPES[file.slice(file.lastIndexOf('.'))]
      if (type !== undefined) headers.set('Content-Type', type)
      return new Response(response.body, { status: response.status, headers })
    } catch {
      return new Response('not found', { status: 404 })
    }
  })
}

/** Chromium guesses most types by extension; modules and WebAssembly must be exact. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
  '.onnx': 'application/octet-stream',
}
