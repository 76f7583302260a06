import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { OLDEST_NODE, refusalOfNode } from '../../../electron/launch/node-version.mjs'

test('the oldest Node that is taken is the one that package.json names', () => {
  const manifest = JSON.parse(
    readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
  )
  expect(`${manifest.engines.node.replace('>=', '')}.0`).toBe(OLDEST_NODE)
})

test.each(['18.20.8', '20.9.0', '20.18.3'])(
  'Node %s is turned away with what to install',
  (version) => {
    expect(refusalOfNode(version)).toContain(`this is Node ${version}`)
    expect(refusalOfNode(version)).toContain('Install a current Node')
  },
)

test.each(['20.19.0', '20.20.2', '22.3.0', '24.0.0'])('Node %s is taken', (version) => {
  expect(refusalOfNode(version)).toBeUndefined()
})
