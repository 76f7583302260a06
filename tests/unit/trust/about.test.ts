import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { catalogueSchema } from '../../../electron/contracts/models.ts'
import { createAbout } from '../../../electron/main/trust/about.ts'
import { versionText } from '../../../renderer/settings/about/version-table.tsx'
import catalogueFile from '../../../resources/models/catalogue.json'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warbler-about-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const about = () =>
  createAbout({
    file: join(folder, 'about.json'),
    version: '0.1.0',
    versions: { electron: '33.2.0', chrome: '130.0', node: '20.18.0' },
    system: 'Linux 6.1 (x64)',
    catalogue: catalogueSchema.parse(catalogueFile),
  })

test('it says what it is made of, and who asks for the version can copy it', () => {
  const made = {
    commit: 'abc',
    packages: [
      { name: 'libsql', version: '0.5.29', licence: 'MIT', page: null, text: 'Permission …' },
      { name: 'react', version: '19.3.1', licence: 'MIT', page: 'https://react.dev', text: 'x' },
    ],
  }
  writeFileSync(join(folder, 'about.json'), JSON.stringify(made))
  const view = about().view()
  expect(versionText(view)).toBe(
    'Warbler 0.1.0 (abc)\nLinux 6.1 (x64)\nElectron 33.2.0\nChromium 130.0\nNode.js 20.18.0\nlibsql 0.5.29',
  )
  expect(about().text({ name: 'libsql', version: '0.5.29' })).toMatchObject({
    value: 'Permission …',
  })
  expect(about().text({ name: 'libsql', version: '1' })).toMatchObject({
    error: { code: 'usage.invalid' },
  })
})

test('every model of the catalogue leads to where it is from', () => {
  const { models } = about().view()
  expect(models.filter(({ page }) => page?.startsWith('https://') !== true)).toEqual([])
  expect(models.find(({ id }) => id === 'whisper-base')?.page).toBe(
    'https://huggingface.co/csukuangfj/sherpa-onnx-whisper-base',
  )
})

test('of a build that collected nothing it says what it knows', () => {
  expect(about().view()).toMatchObject({ version: '0.1.0', commit: null, packages: [] })
})
