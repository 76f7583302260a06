import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { FollowLines } from './other-recorders.ts'

/**
 * Runs a command that ends with us, however we end: its standard input closes then, and what waits for
 * that ends it. On Linux a child of Node's holds copies of all that Chromium has open. One that outlived
 * a main process that was killed kept its other processes from seeing that it had gone: the one with the
 * microphone went on, and the next Warbler took it for another application's call.
 */
const ENDS_WITH_US = `
exec 3<&0
"$@" 3<&- &
command=$!
(cat <&3 >/dev/null; kill "$command") 2>/dev/null &
wait "$command"
`

/** Follows what a command tells, line by line, until it ends or is stopped. Not for Windows. */
export const followLines: FollowLines = (command, options, on) => {
  const child = spawn('/bin/sh', ['-c', ENDS_WITH_US, 'sh', command, ...options], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, LC_ALL: 'C' },
  })
  let ended = false
  const end = (failed: boolean) => {
    child.stdin.destroy()
    if (!ended) on.end(failed)
    ended = true
  }
  child.on('error', () => end(true))
  child.on('exit', (code) => end(code !== 0))
  createInterface({ input: child.stdout }).on('line', on.line)
  return () => {
    ended = true
    child.stdin.destroy()
  }
}
