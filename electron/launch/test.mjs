import { runOnSupportedNode } from './node-version.mjs'

void runOnSupportedNode(async () => {
  const { test } = await import('./test-run.mjs')
  return test(process.argv.slice(2))
})
