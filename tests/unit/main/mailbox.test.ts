import { expect, it } from 'vitest'
import { createMailbox } from '../../../electron/main/mailbox.ts'

it('handles what an event causes after that event, in the order in which it came', () => {
  const log: string[] = []
  const take = createMailbox<string>((event) => {
    log.push(`${event} begins`)
    if (event === 'first') {
      take('second')
      take('third')
    }
    log.push(`${event} ends`)
  })
  take('first')
  expect(log).toEqual(
    ['first', 'second', 'third'].flatMap((event) => [`${event} begins`, `${event} ends`]),
  )
})

it('throws at whoever brought an event that cannot be handled, and goes on with the next', () => {
  const handled: string[] = []
  const take = createMailbox<string>((event) => {
    if (event === 'bad') {
      take('behind')
      throw new Error('bad')
    }
    handled.push(event)
  })
  expect(() => take('bad')).toThrow('bad')
  expect(handled).toEqual([])
  take('next')
  expect(handled).toEqual(['behind', 'next'])
})
