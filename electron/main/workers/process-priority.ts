import { setPriority } from 'node:os'

/**
 * Gives the process its place in the system's queue. Threads that it starts later inherit it, so
 * this comes right after the spawn. Where the system refuses (a lower niceness without the right to
 * it), the process runs as it is: slower than wished is no failure.
 */
export const applyNiceness = (pid: number | undefined, niceness: number | undefined): boolean => {
  if (pid === undefined || niceness === undefined) return false
  try {
    setPriority(pid, niceness)
    return true
  } catch {
    return false
  }
}
