import { expect, test } from 'vitest'
import { createOutputRing } from '../../../electron/main/workers/output-ring.ts'
import { workerEnvironment } from '../../../electron/main/workers/worker-environment.ts'

test('a worker learns where programs are and no key, and nothing changes what it runs', () => {
  expect(
    workerEnvironment({
      PATH: '/bin',
      SystemRoot: 'C:\\Windows',
      OPENAI_API_KEY: 'secret',
      NODE_OPTIONS: '--require=/tmp/x.js',
      ELECTRON_RUN_AS_NODE: '1',
      LD_PRELOAD: '/tmp/x.so',
      LANG: undefined,
    }),
  ).toEqual({ PATH: '/bin', SystemRoot: 'C:\\Windows' })
})

test('of what a worker writes the last lines are kept, wherever its pieces are cut', () => {
  const ring = createOutputRing()
  for (let line = 0; line < 100; line += 1) {
    ring.write(`line ${line}`)
    ring.write('\n')
  }
  ring.write('x'.repeat(5_000_000))
  const lines = ring.text().split('\n')
  expect(lines[0]).toBe('line 60')
  expect(lines.at(-2)).toBe('line 99')
  expect(ring.text().length).toBeLessThan(2000)
})
