import { expect, test } from 'vitest'
import { decideSandbox } from '../../../electron/launch/sandbox.mjs'

const desktop = {
  platform: 'linux',
  isRoot: false,
  hasUserNamespaces: true,
  hasSetuidHelper: false,
  helper: '/electron/chrome-sandbox',
} as const

test('the sandbox stays wherever the system can give it', () => {
  for (const machine of [
    desktop,
    { ...desktop, hasUserNamespaces: false, hasSetuidHelper: true },
    { ...desktop, platform: 'darwin', hasUserNamespaces: false, isRoot: true },
    { ...desktop, platform: 'win32', hasUserNamespaces: false },
  ] as const) {
    expect(decideSandbox(machine)).toEqual({ args: [], notice: undefined })
  }
})

test('root on Linux has none, and is told', () => {
  const decision = decideSandbox({ ...desktop, isRoot: true })
  expect(decision.args).toEqual(['--no-sandbox'])
  expect(decision.notice).toContain('root')
})

test('a system without user namespaces has none, and is told how to get it', () => {
  const decision = decideSandbox({ ...desktop, hasUserNamespaces: false })
  expect(decision.args).toEqual(['--no-sandbox'])
  expect(decision.notice).toContain('chmod 4755 /electron/chrome-sandbox')
})
