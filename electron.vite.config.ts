import react from '@vitejs/plugin-react'
import { execFileSync } from 'node:child_process'
import { defineConfig } from 'electron-vite'
import { resolve } from 'node:path'
import type { Plugin } from 'vite'
import { collectLicences } from './electron/main/trust/collect-licences.ts'

const at = (path: string) => resolve(import.meta.dirname, path)

/** Null where this is no clone, or there is no git. */
const commitNow = (): string | null => {
  try {
    const parameters = ['rev-parse', '--short=12', 'HEAD']
    return execFileSync('git', parameters, { cwd: at('.'), stdio: 'pipe' })
      .toString()
      .trim()
  } catch {
    return null
  }
}

/** What the app is made of, and under which licences: `about.json` beside main. */
const about = (): Plugin => ({
  name: 'about',
  generateBundle() {
    const made = { commit: commitNow(), packages: collectLicences(at('.')) }
    this.emitFile({ type: 'asset', fileName: 'about.json', source: JSON.stringify(made) })
  },
})

/**
 * Dependencies of main and its workers that are built in: found and read file by file they cost 0.2 s of the
 * time until main's first line, and of each worker's. Those with
 * binaries, and what is seldom needed, stay outside.
 */
const IN_MAIN = [
  'conf',
  'electron-store',
  'i18next',
  'openai',
  'tar',
  'ws',
  'yauzl',
  'zod',
] as const

/**
 * Main and workers are built for Node 20 and the windows for Chromium 130: the same bundle runs on
 * the declared Electron and on the older one that a machine without it falls back to.
 */
export default defineConfig({
  main: {
    plugins: [about()],
    build: {
      target: 'node20.18',
      externalizeDeps: { exclude: [...IN_MAIN] },
      rolldownOptions: {
        input: {
          index: at('electron/main/index.ts'),
          ask: at('electron/main/ask/index.ts'),
          'workers/stt': at('electron/workers/stt.ts'),
          'workers/tts': at('electron/workers/tts.ts'),
          'workers/llm': at('electron/workers/llm.ts'),
          'workers/turn': at('electron/workers/turn.ts'),
          'workers/copy': at('electron/main/storage/copy-process.ts'),
          'workers/read-transcript': at('electron/main/transcripts/read-transcript-thread.ts'),
          'workers/zip': at('electron/main/trust/zip-thread.ts'),
          'workers/wake': at('electron/workers/wake.ts'),
        },
        // Chunks lie beside the entries: what is found by `import.meta.dirname` is found from both.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node20.18',
      isolatedEntries: true,
      // A sandboxed preload can require nothing but electron: everything else is bundled in.
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          audio: at('electron/preload/audio.ts'),
          overlay: at('electron/preload/overlay.ts'),
          transcript: at('electron/preload/transcript.ts'),
          settings: at('electron/preload/settings.ts'),
          welcome: at('electron/preload/welcome.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [react()],
    build: {
      target: 'chrome130',
      // Data URLs would need holes in the content security policy.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: {
          audio: at('renderer/audio/index.html'),
          overlay: at('renderer/overlay/index.html'),
          transcript: at('renderer/transcript/index.html'),
          settings: at('renderer/settings/index.html'),
          welcome: at('renderer/welcome/index.html'),
        },
      },
    },
  },
})
