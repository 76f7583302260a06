import { defineConfig } from 'vitest/config'

const project = (name: string, extra: Record<string, unknown> = {}) => ({
  test: { name, include: [`tests/${name}/**/*.test.ts`, `tests/${name}/**/*.test.tsx`], ...extra },
})

export default defineConfig({
  test: {
    projects: [
      // Property tests try hundreds of cases; a machine that does other things takes its time.
      project('unit', { testTimeout: 30_000 }),
      project('scenarios'),
      project('architecture'),
      // Real engines load hundreds of megabytes: one file after another, with room to breathe.
      project('contract', { fileParallelism: false, testTimeout: 120_000, hookTimeout: 300_000 }),
      project('e2e', { fileParallelism: false, testTimeout: 180_000, hookTimeout: 300_000 }),
    ],
  },
})
