import { describe, expect, test } from 'vitest'
import { installStamp, matchesLock } from '../../../electron/launch/node-modules.mjs'

const machine = { platform: 'linux', arch: 'x64', nodeMajor: 20 }

describe('the stamp of an installation', () => {
  test('changes with the lock file, the system, the processor and the Node version', () => {
    const stamps = [
      installStamp('a', machine),
      installStamp('b', machine),
      installStamp('a', { ...machine, platform: 'darwin' }),
      installStamp('a', { ...machine, arch: 'arm64' }),
      installStamp('a', { ...machine, nodeMajor: 22 }),
    ]
    expect(new Set(stamps).size).toBe(stamps.length)
  })

  test('does not change when a checkout changes only line ends', () => {
    expect(installStamp('{\r\n}\r\n', machine)).toBe(installStamp('{\n}\n', machine))
  })
})

describe('an installation without a stamp', () => {
  const locked = {
    '': {},
    'node_modules/a': { version: '1.0.0', integrity: 'x' },
    'node_modules/native-linux': { version: '1.0.0', optional: true, os: ['linux'], cpu: ['x64'] },
    'node_modules/native-mac': { version: '1.0.0', optional: true, os: ['darwin'] },
    'node_modules/native-musl': { version: '1', optional: true, os: ['linux'], libc: ['musl'] },
    'node_modules/only-for-native-mac': { version: '1.0.0', optional: true },
  }
  const installed = {
    'node_modules/a': { version: '1.0.0', integrity: 'x' },
    'node_modules/native-linux': { version: '1.0.0' },
  }

  test('stands if it has everything that is meant for this machine', () => {
    expect(matchesLock(locked, installed, machine)).toBe(true)
  })

  test('is replaced if a package is missing, has another version or other content', () => {
    const { 'node_modules/a': _removed, ...without } = installed
    expect(matchesLock(locked, without, machine)).toBe(false)
    for (const change of [{ version: '1.0.1' }, { version: '1.0.0', integrity: 'y' }]) {
      expect(matchesLock(locked, { ...installed, 'node_modules/a': change }, machine)).toBe(false)
    }
  })

  test('is replaced if it was made for another machine', () => {
    expect(matchesLock(locked, installed, { ...machine, platform: 'darwin' })).toBe(false)
  })

  test('is replaced if it has a package that the lock file no longer names', () => {
    const more = { ...installed, 'node_modules/b': { version: '1.0.0' } }
    expect(matchesLock(locked, more, machine)).toBe(false)
  })
})
