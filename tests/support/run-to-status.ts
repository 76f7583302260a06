import { spawn } from 'node:child_process'

export interface Ended {
  /** null when a signal ended it. */
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program to its end, whatever its status is; ended by force after `withinMs`. */
export const runToStatus = (
  command: string,
  parameters: readonly string[],
  { env = process.env, withinMs = 120_000 }: { env?: NodeJS.ProcessEnv; withinMs?: number } = {},
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, parameters, {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: withinMs,
      killSignal: 'SIGKILL',
    })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()))
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()))
    child.once('error', reject)
    child.once('close', (status) => resolve({ status, stdout, stderr }))
  })
