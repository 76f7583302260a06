import { defineConfig } from 'vitest/config'

const project = (name: string, extra: Record<string, unknown> = {}) => ({
  test: { name, include: [`tests/${name}/**/*.test.ts`, `tests/${name}/**/*.test.tsx`], ...extra },
})

/** All cores: nothing here is in real time. */
const TOGETHER = { maxWorkers: '100%', sequence: { groupOrder: 0 } }
/** One file after another, after all others, with room to breathe: real sound, in real time. */
const ALONE = { fileParallelism: false, sequence: { groupOrder: 2 }, hookTimeout: 300_000 }

export default defineConfig({
  test: {
    projects: [
      // Property tests try hundreds of cases; a machine that does other things takes its time.
      project('unit', { ...TOGETHER, testTimeout: 30_000 }),
      project('scenarios', TOGETHER),
      // Some read every file of the project.
      project('architecture', { ...TOGETHER, testTimeout: 30_000 }),
      // Real engines, which load hundreds of megabytes: two at once fill two cores, more fill the memory.
      project('contract', {
        maxWorkers: 2,
        sequence: { groupOrder: 1 },
        hookTimeout: 300_000,
        testTimeout: 120_000,
      }),
      project('e2e', { ...ALONE, testTimeout: 180_000 }),
    ],
  },
})
