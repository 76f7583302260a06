import { describe, expect, it } from 'vitest'
import { World } from './world.ts'

const SENTENCE = 'This is how I sound.'
const REPLY = 'Paris is the capital of France.'

const open = () => {
  const world = new World({ reply: () => REPLY })
  return {
    world,
    rehearse: () =>
      world.driver.dispatch({ type: 'rehearsed', text: SENTENCE, atMs: world.time.nowMs }),
    ask: () => {
      world.press()
      world.say('What is the capital of France?')
      world.release()
    },
    said: () => world.spoken.map(({ text }) => text),
  }
}

describe('a sentence to try the loudspeaker', () => {
  it('is said, and leaves nothing behind', () => {
    const { world, rehearse, said } = open()
    rehearse()
    world.wait(10_000)
    expect(said()).toEqual([SENTENCE])
    expect([...world.turns.values()]).toEqual([])
    expect(world.log).toEqual([])
    expect(world.driver.state.exchange).toBeNull()
  })

  it('keeps nobody from asking afterwards, nor while it sounds', () => {
    const { world, rehearse, ask, said } = open()
    rehearse()
    ask()
    world.wait(10_000)
    rehearse()
    world.wait(10_000)
    ask()
    world.wait(10_000)
    expect(said()).toEqual([SENTENCE, REPLY, SENTENCE, REPLY])
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['answered', 'answered'])
  })

  it('ends where somebody begins to talk, or wants it to stop', () => {
    const { world, rehearse } = open()
    rehearse()
    world.wait(100)
    const { rehearsal } = world.driver.state
    expect(rehearsal).not.toBeNull()
    world.press()
    expect(world.driver.state.rehearsal).toBeNull()
    world.release()
    world.wait(10_000)
    rehearse()
    world.driver.dispatch({ type: 'cancel', by: 'escape', atMs: world.time.nowMs })
    expect(world.driver.state.rehearsal).toBeNull()
  })

  it('does not sound into an answer', () => {
    const { world, rehearse, ask, said } = open()
    ask()
    rehearse()
    world.wait(10_000)
    expect(said()).toEqual([REPLY])
  })
})
