import { execFileSync } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const LAUNCH = path.resolve(import.meta.dirname, '../../../electron/launch')

let clone = ''

beforeEach(async () => {
  clone = await mkdtemp(path.join(os.tmpdir(), 'warbler-bare-'))
  await cp(LAUNCH, path.join(clone, 'electron/launch'), { recursive: true })
})

afterEach(() => rm(clone, { recursive: true, force: true }))

test.each(['start-app.mjs', 'test-run.mjs', 'bench-run.mjs'])(
  '%s loads where nothing is installed yet',
  (entry) => {
    const file = path.join(clone, 'electron/launch', entry)
    const script = `import(${JSON.stringify(file)}).then((m) => console.log(Object.keys(m).join()))`
    const output = execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', cwd: clone })
    expect(output.trim()).not.toBe('')
  },
)
