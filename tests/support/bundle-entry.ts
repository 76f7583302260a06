import { build } from 'vite'
import { join } from 'node:path'

/**
 * Builds a TypeScript entry into one file that plain Node can run (Node 20 reads no types).
 * @returns the absolute path of the built file, inside `folder`.
 */
export const bundleEntry = async (entry: string, folder: string): Promise<string> => {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'entry.mjs' } },
    },
  })
  return join(folder, 'entry.mjs')
}
