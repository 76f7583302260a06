/**
 * One owner's events. Returns what takes the next one.
 *
 * Invariants:
 * 1. Events are handled one at a time, in the order of their arrival: what the handling of one causes
 *    waits until it is done.
 * 2. Where the handling of one throws, whoever brought it is thrown at; those behind it are handled
 *    with the next that comes.
 */
export const createMailbox = <Event>(handle: (event: Event) => void): ((event: Event) => void) => {
  const waiting: Event[] = []
  let busy = false
  return (event) => {
    waiting.push(event)
    if (busy) return
    busy = true
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) handle(next)
    } finally {
      busy = false
    }
  }
}
