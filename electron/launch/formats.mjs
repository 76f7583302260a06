/**
 * @param {number} bytes
 * @returns {string} decimal megabytes, as download pages and disks count them
 */
export function formatBytes(bytes) {
  const megabytes = bytes / 1e6
  return `${megabytes < 10 ? megabytes.toFixed(1) : megabytes.toFixed(0)} MB`
}

/**
 * @param {number} durationMs
 * @returns {string}
 */
export function formatDuration(durationMs) {
  const seconds = durationMs / 1000
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`
}

/**
 * One progress text: how much, of how much where that is known, how fast.
 * @param {{ readonly bytes: number, readonly totalBytes?: number | undefined, readonly bytesPerSecond: number }} progress
 * @returns {string}
 */
export function formatProgress({ bytes, totalBytes, bytesPerSecond }) {
  const amount =
    totalBytes === undefined
      ? formatBytes(bytes)
      : `${formatBytes(Math.min(bytes, totalBytes))} of ${formatBytes(totalBytes)}`
  return `${amount}, ${formatBytes(bytesPerSecond)}/s`
}
