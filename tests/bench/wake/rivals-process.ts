import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { cacheFolder } from '../../../electron/launch/cache-folder.mjs'
import { runProgram } from '../../support/child-process.ts'
import { toPcm16 } from '../../support/sound-lab/wave-file.ts'

/** Other detectors in a Python of their own, which is made when it is first wanted. */

const LIST = join(import.meta.dirname, 'rivals.txt')
const SCRIPT = join(import.meta.dirname, 'rivals.py')
const FOLDER = join(cacheFolder(), 'bench', 'rivals')
const STAMP = join(FOLDER, 'installed.txt')
const PYTHON = join(FOLDER, 'bin', 'python')

/** Counts with its stamp only, which is written last: the list that it was made from. */
const ensureEnvironment = async (): Promise<void> => {
  const list = await readFile(LIST, 'utf8')
  if (existsSync(STAMP) && (await readFile(STAMP, 'utf8')) === list) return
  await rm(FOLDER, { recursive: true, force: true })
  await mkdir(join(FOLDER, '..'), { recursive: true })
  await runProgram('python3', ['-m', 'venv', FOLDER])
  const options = ['--no-deps', '--only-binary', ':all:', '--disable-pip-version-check']
  await runProgram(PYTHON, ['-m', 'pip', 'install', ...options, '-r', LIST])
  await writeFile(STAMP, list)
}

/** By `<detector>:<phrase>`: the highest probability of each second. */
const rivalAnswerSchema = z
  .object({ cpuS: z.record(z.string(), z.number()) })
  .catchall(z.array(z.number()))
export type RivalAnswer = z.infer<typeof rivalAnswerSchema>

export interface Rivals {
  /** @param samples 16 kHz mono */
  readonly hear: (samples: Float32Array) => Promise<RivalAnswer>
  readonly stop: () => Promise<void>
}

/** @throws where there is no Python, or its packages cannot be had */
export const startRivals = async (): Promise<Rivals> => {
  await ensureEnvironment()
  const child = spawn(PYTHON, [SCRIPT], { stdio: ['pipe', 'pipe', 'pipe'] })
  let complaint = ''
  child.stderr.on('data', (piece: Buffer) => {
    complaint = (complaint + piece.toString()).slice(-2000)
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    hear: async (samples) => {
      child.stdin.write(`${JSON.stringify({ samples: samples.length })}\n`)
      child.stdin.write(toPcm16(samples))
      const line = await lines.next()
      if (line.done === true) throw new Error(`rivals.py ended: ${complaint}`)
      return rivalAnswerSchema.parse(JSON.parse(line.value))
    },
    stop: async () => {
      child.stdin.end()
      await ended
    },
  }
}
