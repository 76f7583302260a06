import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lackingInPython, missingTestServer } from '../../../electron/launch/test-servers.mjs'

describe('what python3 lacks', () => {
  it.each([
    ['nothing from 3.11 on', { status: 0, output: '3.11\n' }, null],
    ['nothing in a later major version', { status: 0, output: '4.0\n' }, null],
    ['a newer version', { status: 0, output: '3.9\n' }, 'version'],
    ['everything where it cannot be started', { status: 127, output: 'spawn ENOENT' }, 'python'],
    [
      'the modules that make an environment',
      { status: 1, output: "ModuleNotFoundError: No module named 'ensurepip'" },
      'venv',
    ],
  ])('is %s', (_, answer, lack) => {
    expect(lackingInPython(answer)).toBe(lack)
  })
})

describe('a server for tests', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'warbler-test-servers-'))
    const lists = join(folder, 'tests/support/providers/third-party')
    await mkdir(lists, { recursive: true })
    await writeFile(join(lists, 'llama.txt'), 'server==2\n')
    await mkdir(join(folder, 'cache/test-servers/llama'), { recursive: true })
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const stamp = (text: string) =>
    writeFile(join(folder, 'cache/test-servers/llama/installed.txt'), text)
  const missing = () => missingTestServer(folder, 'llama', join(folder, 'cache'))

  it('is there once its stamp holds the list that it is made from now', async () => {
    await stamp('server==2\n')
    expect(await missing()).toBeNull()
  })

  it('is missing while its installation is not finished', async () => {
    expect(await missing()).toContain('llama')
  })

  it('is missing when its list has changed since', async () => {
    await stamp('server==1\n')
    expect(await missing()).toContain('llama')
  })
})
