import { expect, test } from 'vitest'
import { createHeadStart } from '../../../electron/main/engines/head-start.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

const stage = () => {
  const time = new VirtualTime()
  const headStart = createHeadStart(time.clock)
  const log: string[] = []
  return { time, headStart, log, wait: (name: string) => headStart.after(() => log.push(name)) }
}

test('the others load when the first has loaded, in their order, and later ones at once', () => {
  const { time, headStart, log, wait } = stage()
  headStart.begin()
  wait('llm')
  wait('tts')
  time.advance(400)
  expect(log).toEqual([])
  headStart.end()
  expect(log).toEqual(['llm', 'tts'])
  wait('turn')
  headStart.begin()
  time.advance(60_000)
  expect(log).toEqual(['llm', 'tts', 'turn'])
})

test('one that does not come to its end keeps the others waiting for a while only', () => {
  const { time, headStart, log, wait } = stage()
  wait('llm')
  time.advance(60_000)
  expect(log).toEqual([])
  headStart.begin()
  time.advance(60_000)
  expect(log).toEqual(['llm'])
  headStart.end()
  expect(log).toEqual(['llm'])
})
