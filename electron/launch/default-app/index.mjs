// Runs inside the fallback runtime, whose own default app was replaced by its packager. It does what
// Electron's default app does with a folder: the first argument that is no flag is an app's folder;
// its name, version and paths become those of this process, and its main module is run.
import * as electron from 'electron'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * The public types leave out what only a default app calls.
 * @type {Electron.App & { setAppPath(path: string): void, setVersion(version: string): void }}
 */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- both exist in every Electron
const app = /** @type {any} */ (electron.app)

const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'))
if (folder === undefined) {
  process.stderr.write('Usage: electron [flags] <app folder> [arguments]\n')
  app.exit(2)
} else {
  const appPath = path.resolve(folder)
  const manifest = JSON.parse(readFileSync(path.join(appPath, 'package.json'), 'utf8'))
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
  app.setName(manifest.productName ?? manifest.name)
  if (manifest.version !== undefined) app.setVersion(manifest.version)
  app.setDesktopName(manifest.desktopName ?? `${app.getName()}.desktop`)
  app.setPath('userData', path.join(app.getPath('appData'), app.getName()))
  app.setAppPath(appPath)
  try {
    await import(pathToFileURL(path.join(appPath, manifest.main ?? 'index.js')).href)
  } catch (error) {
    const cause = error instanceof Error ? error.stack : String(error)
    process.stderr.write(`The app could not be loaded.\n${cause}\n`)
    app.exit(1)
  }
}
