import { runOnSupportedNode } from './node-version.mjs'

void runOnSupportedNode(async () => {
  const { start } = await import('./start-app.mjs')
  return start(process.argv.slice(2))
})
