import { describe, expect, test } from 'vitest'
import {
  aptInstallArguments,
  createAptProgress,
  installable,
  isDebianFamily,
  nameForRelease,
} from '../../../electron/launch/debian-packages.mjs'
import {
  composeMissing,
  indispensable,
  installRemedy,
  missingInCache,
  missingInLdd,
} from '../../../electron/launch/system-libraries.mjs'

test('the libraries that ldd does not find are named once each', () => {
  const output = [
    '\tlinux-vdso.so.1 (0x00007ffd)',
    '\tlibnss3.so => not found',
    '\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)',
    '\tlibasound.so.2 => not found',
    '\tlibnss3.so => not found',
  ].join('\n')
  expect(missingInLdd(output)).toEqual(['libasound.so.2', 'libnss3.so'])
})

test('libraries loaded later are looked up in the cache, and a system without one passes', () => {
  const cache = '\tlibgtk-3.so.0 (libc6,x86-64) => /usr/lib/libgtk-3.so.0\n'
  expect(missingInCache(cache, ['libgtk-3.so.0', 'libXss.so.1'])).toEqual(['libXss.so.1'])
  expect(missingInCache('', ['libgtk-3.so.0'])).toEqual([])
})

describe('packages', () => {
  test('only what is missing is asked for', () => {
    expect(composeMissing([], [], false).packages).toEqual([])
    expect(composeMissing([], ['Xvfb', 'pactl'], false).packages).toEqual([
      'xvfb',
      'pulseaudio-utils',
    ])
    expect(composeMissing(['libnss3.so'], [], false).packages).toContain('libnss3')
  })

  test('what makes the sound of one test is asked for, and nothing stops without it', () => {
    const missing = composeMissing(['libnss3.so'], ['Xvfb', 'sox', 'lame'], true)
    expect(missing.packages).toEqual(expect.arrayContaining(['xvfb', 'sox', 'lame']))
    expect(indispensable(missing)).toEqual(['libnss3.so', 'Xvfb'])
  })

  const policy = [
    'libasound2:',
    '  Installed: (none)',
    '  Candidate: (none)',
    'libasound2t64:',
    '  Installed: (none)',
    '  Candidate: 1.2.11-1build2',
    'libnss3:',
    '  Candidate: 2:3.98',
  ].join('\n')

  test('a package that was renamed for 64-bit time is asked for under its new name', () => {
    expect(nameForRelease(['libasound2', 'libnss3'], installable(policy))).toEqual([
      'libasound2t64',
      'libnss3',
    ])
  })

  test('without package lists the plain names are kept', () => {
    expect(nameForRelease(['libasound2'], installable(''))).toEqual(['libasound2'])
  })

  test('apt-get never asks and never brings recommended packages', () => {
    const args = aptInstallArguments(['xvfb'])
    expect(args.slice(0, 3)).toEqual(['install', '-y', '--no-install-recommends'])
    expect(args.at(-1)).toBe('xvfb')
  })

  test('progress of apt-get is what it got of what it needs, then what it sets up', () => {
    const progressOf = createAptProgress()
    expect(progressOf('Need to get 63.9 MB of archives.\n')).toBeUndefined()
    expect(progressOf('Get:1 some-mirror bookworm/main amd64 libnss3 [1,310 kB]\n')).toBe(
      '1.3 MB of 63.9 MB',
    )
    expect(progressOf('Unpacking libnss3:amd64 (2:3.87) ...\n')).toBe('setting up libnss3:amd64')
  })
})

test.each([
  ['ID=debian\n', true],
  ['ID=ubuntu\nID_LIKE=debian\n', true],
  ['ID=linuxmint\nID_LIKE="ubuntu debian"\n', true],
  ['ID=fedora\n', false],
  ['', false],
])('%j is of the Debian family: %s', (release, expected) => {
  expect(isDebianFamily(release)).toBe(expected)
})

test('who is not root gets the exact command', () => {
  const missing = composeMissing(['libnss3.so'], [], false)
  expect(installRemedy(missing, true, ['libnss3', 'libasound2t64'])).toBe(
    'sudo apt-get update && sudo apt-get install -y --no-install-recommends libnss3 libasound2t64',
  )
  expect(installRemedy(missing, false, [])).toContain('libnss3.so')
})
