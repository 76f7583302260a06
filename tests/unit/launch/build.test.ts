import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fingerprint, isBuildCurrent, stampBuild } from '../../../electron/launch/build.mjs'

let repo = ''

const write = async (file: string, text: string) => {
  await mkdir(path.dirname(path.join(repo, file)), { recursive: true })
  await writeFile(path.join(repo, file), text)
}

beforeEach(async () => {
  repo = await mkdtemp(path.join(os.tmpdir(), 'warbler-build-'))
  await write('package.json', '{}')
  await write('electron/main/index.ts', 'export {}')
  await write('renderer/overlay/app.tsx', 'export {}')
  await write('out/main/index.js', '')
  await stampBuild(repo, fingerprint(repo))
})

afterEach(() => rm(repo, { recursive: true, force: true }))

test('a build of these sources is current, also after a checkout that touches every file', async () => {
  await utimes(path.join(repo, 'electron/main/index.ts'), new Date(), new Date())
  expect(await isBuildCurrent(repo)).toBe(true)
})

test.each(['electron/main/index.ts', 'renderer/overlay/app.tsx', 'package.json'])(
  'a change in %s makes it old',
  async (file) => {
    await write(file, 'changed')
    expect(await isBuildCurrent(repo)).toBe(false)
  },
)

test('a new, a renamed and a removed source make it old', async () => {
  const before = fingerprint(repo)
  await write('electron/core/turn.ts', '')
  const added = fingerprint(repo)
  await rm(path.join(repo, 'electron/core/turn.ts'))
  await write('electron/core/turns.ts', '')
  const renamed = fingerprint(repo)
  expect(new Set([before, added, renamed]).size).toBe(3)
})

test('the launcher and the documents are no part of it', async () => {
  await write('electron/launch/start.mjs', 'changed')
  await write('electron/docs/decisions/one.md', 'changed')
  await write('electron/README.md', 'changed')
  expect(await isBuildCurrent(repo)).toBe(true)
})

test('output that is missing or was built by hand is not taken for a build of these sources', async () => {
  await utimes(path.join(repo, 'out/main/index.js'), new Date(0), new Date(0))
  expect(await isBuildCurrent(repo)).toBe(false)
  await rm(path.join(repo, 'out/main/index.js'))
  expect(await isBuildCurrent(repo)).toBe(false)
})
