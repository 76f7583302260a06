import { runOnSupportedNode } from './node-version.mjs'

void runOnSupportedNode(async () => {
  const { bench } = await import('./bench-run.mjs')
  return bench(process.argv.slice(2))
})
