import { app } from 'electron'
import { execFile } from 'node:child_process'
import { systemClock } from '../../workers/clock.ts'
import { followLines as follow } from './follow-lines.ts'
import { watchControlCentre } from './macos.ts'
import type { OtherRecorders, RunToEnd } from './other-recorders.ts'
import { watchPulseAudio } from './pulse-audio.ts'
import { watchConsentStore } from './windows.ts'

const RUN_WITHIN_MS = 5000

export const run: RunToEnd = (command, options) =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, LC_ALL: 'C' }
    execFile(
      command,
      [...options],
      { env, timeout: RUN_WITHIN_MS, windowsHide: true, maxBuffer: 4_000_000 },
      (error, stdout) => (error === null ? resolve(stdout) : reject(error)),
    )
  })

/** Processes of ours that may hold a microphone. */
export const ownPids = (): ReadonlySet<string> =>
  new Set([String(process.pid), ...app.getAppMetrics().map(({ pid }) => String(pid))])

/** The watch on other applications that this system offers. */
export const openRecorders = (onChange: () => void): OtherRecorders => {
  switch (process.platform) {
    case 'win32':
      return watchConsentStore({ run, clock: systemClock, ownPath: process.execPath, onChange })
    case 'darwin':
      return watchControlCentre({ follow, onChange })
    default:
      return watchPulseAudio({ follow, run, clock: systemClock, ownPids, onChange })
  }
}
