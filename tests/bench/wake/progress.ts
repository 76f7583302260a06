import { formatDuration } from '../../../electron/launch/formats.mjs'

/** Tells on stderr how far a long measurement is, each half a minute. */
export const startProgress = (name: string, whole: number): ((done: number) => void) => {
  const startedMs = performance.now()
  let told = startedMs
  let sum = 0
  return (done) => {
    sum += done
    const nowMs = performance.now()
    if (nowMs - told < EACH_MS) return
    told = nowMs
    const leftMs = ((nowMs - startedMs) / sum) * Math.max(0, whole - sum)
    const percent = Math.round((100 * sum) / Math.max(1, whole))
    process.stderr.write(`\n  ${name}: ${percent} %, about ${formatDuration(leftMs)} left `)
  }
}

const EACH_MS = 30_000
