import { existsSync, readdirSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT, sourceFiles } from './source-files.ts'

const isNode = (module: string) => module.startsWith('node:') || builtinModules.includes(module)

/** What each folder may import: own folders by prefix, packages by name. */
const LAYERS: readonly {
  readonly folder: string
  readonly allowed: (module: string) => boolean
}[] = [
  {
    folder: 'electron/contracts',
    allowed: (module) => module === 'zod' || module.startsWith('electron/contracts/'),
  },
  {
    folder: 'electron/core',
    allowed: (module) =>
      module.startsWith('electron/contracts/') || module.startsWith('electron/core/'),
  },
  {
    folder: 'electron/engines',
    allowed: (module) =>
      !module.startsWith('electron/main/') &&
      !module.startsWith('electron/workers/') &&
      !module.startsWith('renderer/') &&
      module !== 'electron',
  },
  {
    folder: 'electron/workers',
    allowed: (module) =>
      isNode(module) ||
      ['electron/contracts/', 'electron/core/', 'electron/engines/', 'electron/workers/'].some(
        (prefix) => module.startsWith(prefix),
      ),
  },
  {
    folder: 'electron/preload',
    allowed: (module) =>
      module === 'electron' ||
      module.startsWith('electron/contracts/') ||
      module.startsWith('electron/preload/'),
  },
  {
    folder: 'electron/main',
    allowed: (module) => !module.startsWith('renderer/') && !module.startsWith('electron/preload/'),
  },
  {
    folder: 'electron/launch',
    // It runs before anything is installed: of its own code it imports nothing of the app.
    allowed: (module) =>
      !['electron/contracts/', 'electron/core/', 'electron/engines/', 'electron/main/'].some(
        (prefix) => module.startsWith(prefix),
      ),
  },
  {
    folder: 'renderer',
    allowed: (module) =>
      !isNode(module) &&
      module !== 'electron' &&
      ['electron/main/', 'electron/engines/', 'electron/workers/', 'electron/preload/'].every(
        (prefix) => !module.startsWith(prefix),
      ),
  },
]

describe('the layers', () => {
  it.each(LAYERS)('$folder imports only what its runtime has', ({ folder, allowed }) => {
    const files = sourceFiles(folder)
    expect(files.length).toBeGreaterThan(0)
    const strays = files.flatMap((file) =>
      file.imports.filter((module) => !allowed(module)).map((module) => `${file.path} → ${module}`),
    )
    expect(strays).toEqual([])
  })

  it('lets no window import another one, and what they share import none', () => {
    const windows = readdirSync(join(ROOT, 'renderer'))
      .filter((name) => existsSync(join(ROOT, 'renderer', name, 'index.html')))
      .map((name) => `renderer/${name}/`)
    expect(windows.length).toBeGreaterThan(1)
    const strays = sourceFiles('renderer').flatMap(({ path, imports }) =>
      imports
        .filter((module) => windows.some((w) => module.startsWith(w) && !path.startsWith(w)))
        .map((module) => `${path} → ${module}`),
    )
    expect(strays).toEqual([])
  })

  it('lets only main and the preloads import electron', () => {
    const strays = ['electron', 'renderer']
      .flatMap(sourceFiles)
      .filter(({ path }) => !/^electron\/(?:main|preload|launch\/default-app)\//.test(path))
      .filter(({ imports }) => imports.includes('electron'))
      .map(({ path }) => path)
    expect(strays).toEqual([])
  })

  it('keeps clocks, timers and chance out of the core', () => {
    const strays = sourceFiles('electron/core')
      .filter(({ text }) =>
        /\b(?:Date\.now|new Date\(\)|performance\.now|setTimeout|setInterval|Math\.random)\b/.test(
          text,
        ),
      )
      .map(({ path }) => path)
    expect(strays).toEqual([])
  })

  it('has one composition root: worker processes and windows are made where it says', () => {
    const strays = sourceFiles('electron')
      .filter(({ path }) => !['electron/main/windows/create-window.ts'].includes(path))
      .filter(({ text }) => /new BrowserWindow\(/.test(text))
      .map(({ path }) => path)
    expect(strays).toEqual([])
  })

  it('keeps the top of the repository to the folders that the design names', () => {
    const folders = readdirSync(ROOT, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .filter((name) => !['node_modules', 'out', 'test-results'].includes(name))
    expect(folders.sort()).toEqual(['electron', 'renderer', 'resources', 'tests'])
  })

  it('keeps every file small enough to read in one sitting', () => {
    const long = ['electron', 'renderer']
      .flatMap(sourceFiles)
      .map(({ path, text }) => ({ path, lines: text.split('\n').length }))
      .filter(({ lines }) => lines > 450)
    expect(long).toEqual([])
  })
})
