import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { resolve } from 'node:path'

const at = (path: string) => resolve(import.meta.dirname, path)

/**
 * Main and workers are built for Node 20 and the windows for Chromium 130: the same bundle runs on
 * the declared Electron and on the older one that a machine without it falls back to.
 */
export default defineConfig({
  main: {
    build: {
      target: 'node20.18',
      rolldownOptions: {
        input: {
          index: at('electron/main/index.ts'),
          ask: at('electron/main/ask/index.ts'),
          'workers/stt': at('electron/workers/stt.ts'),
          'workers/tts': at('electron/workers/tts.ts'),
          'workers/llm': at('electron/workers/llm.ts'),
          'workers/turn': at('electron/workers/turn.ts'),
          'workers/copy': at('electron/main/storage/copy-process.ts'),
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
        },
      },
    },
  },
})
