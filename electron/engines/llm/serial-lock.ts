/** One at a time, in the order of asking. Call the result to let the next one in. */
type SerialLock = () => Promise<() => void>

export const createSerialLock = (): SerialLock => {
  let tail: Promise<void> = Promise.resolve()
  return () => {
    let release: () => void = () => undefined
    const before = tail
    tail = new Promise((resolve) => {
      release = resolve
    })
    return before.then(() => release)
  }
}
