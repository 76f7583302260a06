import type { Result } from '../../contracts/errors.ts'

/**
 * Runs short steps of a long work until it is done, with room between them for everything else that main
 * has to do. A step that fails ends it: the next start goes on.
 * @param step answers whether that was the last one.
 * @param pauseMs between two steps: half of main's time at most goes into it.
 * @returns what stops it.
 */
export const inSteps = (step: () => Result<boolean>, pauseMs: number): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const next = (): void => {
    const done = step()
    if (done.ok && !done.value) timer = setTimeout(next, pauseMs)
  }
  timer = setTimeout(next, pauseMs)
  return () => clearTimeout(timer)
}
