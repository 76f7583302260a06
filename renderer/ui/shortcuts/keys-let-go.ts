/** Somebody who rests a hand on the keyboard is not waited for longer. */
const LONGEST_MS = 3000

/** Resolves when the keys that are held have come up: a modifier is told with every key that does. */
export const keysLetGo = (): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(longest)
      removeEventListener('keyup', onKeyUp, true)
      resolve()
    }
    const onKeyUp = ({ ctrlKey, altKey, shiftKey, metaKey }: KeyboardEvent): void => {
      if (!ctrlKey && !altKey && !shiftKey && !metaKey) done()
    }
    const longest = setTimeout(done, LONGEST_MS)
    addEventListener('keyup', onKeyUp, true)
  })
