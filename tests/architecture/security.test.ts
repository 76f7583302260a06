import { describe, expect, it } from 'vitest'
import { windowRoutes, requestSchemas, WINDOW_NAMES } from '../../electron/contracts/ipc.ts'
import { sourceFiles } from './source-files.ts'

const textOf = (path: string): string => {
  const found = sourceFiles('electron/main').find((file) => file.path === path)
  if (found === undefined) throw new Error(`${path} is gone`)
  return found.text
}

describe('what protects the windows', () => {
  it('is given to every window: each is made from the same options', () => {
    const text = textOf('electron/main/windows/create-window.ts')
    expect(text).toMatch(/new BrowserWindow\(windowOptions\(/)
    expect(text).toMatch(/loadURL\(pageOf\(name\)\)/)
  })

  it('loads windows from the own scheme with a strict policy', () => {
    const text = textOf('electron/main/security/scheme.ts')
    expect(text).toContain(`"default-src 'none'"`)
    expect(text).not.toContain("'unsafe-inline'")
    expect(text).not.toMatch(/'unsafe-eval'/)
  })

  it('never switches the sandbox off in code: only the launcher may, where it must', () => {
    const strays = sourceFiles('electron/main')
      .filter(({ text }) => /no-sandbox|sandbox: false|disable-web-security/.test(text))
      .map(({ path }) => path)
    expect(strays).toEqual([])
  })

  it('never transfers sound between processes: transferred frames arrive empty', () => {
    const strays = [...sourceFiles('renderer/audio'), ...sourceFiles('electron/workers')]
      .filter(({ text }) => /postMessage\([^)]*,\s*\[[^\]]*\.buffer/.test(text))
      .map(({ path }) => path)
    expect(strays).toEqual([])
  })

  it('gives each route to a window, and each window only routes that exist', () => {
    const given = new Set(WINDOW_NAMES.flatMap((name) => [...windowRoutes[name].requests]))
    const known = Object.keys(requestSchemas)
    expect([...given].filter((route) => !known.includes(route))).toEqual([])
    expect(known.filter((route) => !([...given] as string[]).includes(route))).toEqual([])
    const twice = WINDOW_NAMES.flatMap((name) =>
      windowRoutes[name].requests.filter(
        (route, at, all: readonly string[]) => all.indexOf(route) !== at,
      ),
    )
    expect(twice).toEqual([])
  })

  it('lets nobody but the audio window report sound', () => {
    const others = WINDOW_NAMES.filter((name) => name !== 'audio')
    for (const name of others) {
      expect(windowRoutes[name].requests.filter((route) => route.startsWith('audio.'))).toEqual([])
    }
  })
})
