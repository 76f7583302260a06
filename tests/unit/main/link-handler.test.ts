import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import {
  handleLinks,
  linkEntry,
  type LinkHandlerParts,
} from '../../../electron/main/platform/link-handler.ts'
import { startedBy } from '../../../electron/main/platform/started-by.ts'

const world = (platform: NodeJS.Platform) => {
  const asked: unknown[] = []
  const parts: LinkHandlerParts = {
    app: {
      setAsDefaultProtocolClient: (...call) => asked.push(['set', ...call]) > 0,
      removeAsDefaultProtocolClient: (...call) => asked.push(['remove', ...call]) > 0,
    },
    platform,
    command: ['/opt/warbler', '--'],
    entries: join(mkdtempSync(join(tmpdir(), 'warbler-links-')), 'applications'),
    run: (program, args) => void asked.push([program, ...args]),
  }
  return { asked, parts }
}

it('registers with Windows and macOS by their own means, and takes it back', () => {
  for (const platform of ['win32', 'darwin'] as const) {
    const { asked, parts } = world(platform)
    handleLinks(true, parts)
    handleLinks(false, parts)
    expect(asked).toEqual([
      ['set', 'warbler', '/opt/warbler', ['--']],
      ['remove', 'warbler', '/opt/warbler', ['--']],
    ])
    expect(existsSync(parts.entries)).toBe(false)
  }
})

it('writes a desktop entry on Linux, and removes it again', () => {
  const { asked, parts } = world('linux')
  handleLinks(true, parts)
  const path = join(parts.entries, 'warbler-links.desktop')
  expect(readFileSync(path, 'utf8')).toContain('MimeType=x-scheme-handler/warbler;')
  expect(asked).toEqual([
    ['xdg-mime', 'default', 'warbler-links.desktop', 'x-scheme-handler/warbler'],
  ])
  handleLinks(false, parts)
  expect(existsSync(path)).toBe(false)
  handleLinks(false, parts)
})

it('writes what it is started by so that the desktop reads it as it is', () => {
  expect(linkEntry(['/home/a b/el"ectron', '100%', '$HOME'])).toContain(
    String.raw`Exec="/home/a b/el\\"ectron" "100%%" "\\$HOME" %u`,
  )
})

it('is started again as it was', () => {
  const argv = ['/x/electron', '--no-sandbox', '/app', '--listen', '--profile', 'p']
  expect(startedBy({ execPath: '/x/electron', argv, packaged: false }, '/p')).toEqual([
    '/x/electron',
    '--no-sandbox',
    '/app',
    '--profile',
    '/p',
  ])
  expect(
    startedBy({ execPath: '/x/warbler', argv: ['/x/warbler', '--listen'], packaged: true }, null),
  ).toEqual(['/x/warbler'])
})
