import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { findNpm, npmComplaint, npmRemedy } from '../../../electron/launch/npm-client.mjs'

describe('finding npm', () => {
  const execPath = path.join('/node', 'bin', 'node')
  const everything = () => true
  const nothing = () => false

  test('takes the npm that runs the script', () => {
    const env = { npm_execpath: '/npm/bin/npm-cli.js' }
    expect(findNpm({ env, platform: 'linux', execPath, exists: everything })).toEqual({
      command: execPath,
      args: ['/npm/bin/npm-cli.js'],
      shell: false,
    })
  })

  test('does not take another package manager for npm', () => {
    const env = { npm_execpath: '/yarn/bin/yarn.js' }
    const found = findNpm({ env, platform: 'linux', execPath, exists: everything })
    expect(found.args.join()).toContain('npm-cli.js')
  })

  test('needs a shell only for the command file of Windows', () => {
    expect(findNpm({ env: {}, platform: 'win32', execPath, exists: nothing })).toEqual({
      command: 'npm.cmd',
      args: [],
      shell: true,
    })
    expect(findNpm({ env: {}, platform: 'linux', execPath, exists: nothing }).shell).toBe(false)
  })
})

describe('the remedy for a failed npm', () => {
  test.each([
    ['npm error code ENOTFOUND\nnpm error network request failed', 'cannot be reached'],
    ['npm error code EAI_AGAIN', 'cannot be reached'],
    ['npm error code ENOSPC\nnpm error nospc no space left on device', 'disk is full'],
    ['npm error code EUSAGE\nnpm error `npm ci` can only install when in sync', 'npm install'],
    ['npm error code EINTEGRITY', 'damaged'],
    ['npm error code SELF_SIGNED_CERT_IN_CHAIN', 'cafile'],
    ['npm error code EACCES\nnpm error syscall mkdir', 'who owns this folder'],
    ['npm error code E403', 'refuses'],
    ['something never seen', 'npm ci'],
  ])('%s', (output, part) => {
    expect(npmRemedy(output)).toContain(part)
  })
})

test('what npm complained about is shown without its help page and stack', () => {
  const output = [
    'npm error code EUSAGE',
    'npm error',
    'npm error Invalid: a@1 does not satisfy a@2',
    'npm error     at ClientRequest.emit (node:events:524:28)',
    'npm error Clean install a project',
    'npm error Usage:',
    'npm error A complete log of this run can be found in: /logs/one.log',
  ].join('\n')
  expect(npmComplaint(output).split('\n')).toEqual([
    '  code EUSAGE',
    '  Invalid: a@1 does not satisfy a@2',
    '  A complete log of this run can be found in: /logs/one.log',
  ])
})
