import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { followLines } from '../../../../electron/main/platform/recorders/follow-lines.ts'
import { bundleEntry } from '../../../support/bundle-entry.ts'
import { waitUntil } from '../../../support/child-process.ts'

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
const untilGone = (pid: number) =>
  waitUntil(`the end of ${pid}`, () => (isAlive(pid) ? undefined : true))

describe.skipIf(process.platform === 'win32')('a command that is followed', () => {
  const follow = (script: string) => {
    const lines: string[] = []
    const ends: boolean[] = []
    const stop = followLines('/bin/sh', ['-c', script], {
      line: (line) => lines.push(line),
      end: (failed) => ends.push(failed),
    })
    return { lines, ends, stop }
  }
  const pidIn = (lines: readonly string[]) =>
    waitUntil('its process id', () => (lines[0] === undefined ? undefined : Number(lines[0])))

  it('tells its lines, and whether it failed in the end', async () => {
    const good = follow('echo one; echo two')
    const bad = follow('exit 3')
    const none: boolean[] = []
    followLines('/nowhere/pactl', [], {
      line: () => undefined,
      end: (failed) => none.push(failed),
    })
    await waitUntil('all ends', () =>
      [good.ends, bad.ends, none].every((ends) => ends.length > 0) ? true : undefined,
    )
    expect([good.lines, good.ends, bad.ends, none]).toEqual([
      ['one', 'two'],
      [false],
      [true],
      [true],
    ])
  })

  it('ends when it is stopped, and says nothing more', async () => {
    const { lines, ends, stop } = follow('echo $$; exec sleep 600')
    const pid = await pidIn(lines)
    stop()
    await untilGone(pid)
    expect(ends).toEqual([])
  })

  it('ends with whoever follows it, also where that is killed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'warbler-follow-'))
    const support = join(import.meta.dirname, '../../../support/following-entry.ts')
    const parent = spawn(process.execPath, [await bundleEntry(support, folder)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const lines: string[] = []
    createInterface({ input: parent.stdout }).on('line', (line) => lines.push(line))
    const pid = await pidIn(lines)
    expect(isAlive(pid)).toBe(true)
    parent.kill('SIGKILL')
    await untilGone(pid)
    await rm(folder, { recursive: true })
  })
})
