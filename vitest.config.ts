import { defineConfig } from 'vitest/config'

const project = (name: string, extra: Record<string, unknown> = {}) => ({
  test: { name, include: [`tests/${name}/**/*.test.ts`, `tests/${name}/**/*.test.tsx`], ...extra },
})

export default defineConfig({
  test: {
    projects: [
      project('unit'),
      project('scenarios'),
      project('architecture'),
      // Real engines load hundreds of megabytes: one file after another, with room to breathe.
      project('contract', { fileParallelism: false, testTimeout: 120_000, hookTimeout: 300_000 }),
      project('e2e', { fileParallelism: false, testTimeout: 180_000, hookTimeout: 300_000 }),
    ],
  },
})
