import { describe, expect, it } from 'vitest'
import { spokenReply } from '../../electron/core/conversation/spoken-turn.ts'
import { World } from './world.ts'

/** Everything is deleted while somebody talks or is talked to: what was begun before goes, too. */

const SECRET = 'My secret is the plum tree.'
const NEXT = 'What is two plus two?'

const expectNothingKept = (world: World): void => {
  expect(world.transcript).toEqual([])
  expect(world.log).toEqual([])
  expect(world.keptSounds).toEqual([])
  expect(world.pausesMs).toEqual([])
}

/** What is said afterwards is answered and kept as ever, and its prompt knows of nothing before. */
const expectNextKept = (world: World): void => {
  const before = world.generations.length
  world.say(NEXT)
  world.wait(12_000)
  expect(world.transcript[0]).toBe(`person (complete): ${NEXT}`)
  expect(world.transcript).toHaveLength(2)
  expect(world.log.map(({ outcome }) => outcome)).toEqual(['answered'])
  expect(world.keptSounds).toHaveLength(1)
  expect(world.generations.at(before)?.messages.map(({ text }) => text)).toEqual([NEXT])
  expect([...world.turns.values()].map(({ conversationId }) => conversationId)).toEqual([
    'c3',
    'c3',
  ])
}

describe('a sentence that somebody is in the middle of when everything is deleted', () => {
  it('is not kept, and neither answered nor left as sound; the next one is as ever', () => {
    const world = new World({ open: true })
    world.startSpeaking('My secret is')
    world.wait(600)
    const { listening } = world.driver.state
    world.deleteEverything()
    world.wait(1200)
    world.stopSpeaking()
    world.wait(9000)
    expectNothingKept(world)
    expect(world.generations).toEqual([])
    expect(world.forgotten).toContain(listening.kind === 'closed' ? null : listening.utterance)
    expectNextKept(world)
  })

  it('is not kept where it pauses at that moment, or its words are being made out', () => {
    for (const afterMs of [100, 250, 400, 700, 1000, 1500]) {
      const world = new World({ open: true })
      world.say(SECRET)
      world.wait(afterMs)
      world.deleteEverything()
      world.wait(9000)
      expectNothingKept(world)
      expectNextKept(world)
    }
  })

  it('is not kept where a key is held for it', () => {
    const world = new World()
    world.press()
    world.startSpeaking(SECRET)
    world.wait(500)
    world.deleteEverything()
    world.wait(500)
    world.stopSpeaking()
    world.release()
    world.wait(9000)
    expectNothingKept(world)
    world.press()
    world.say(NEXT)
    world.release()
    world.wait(9000)
    expect(world.transcript[0]).toBe(`person (complete): ${NEXT}`)
  })

  it('leaves no sound for a later try where the window is lost, or its words cannot be made out', () => {
    const lost = new World({ open: true })
    lost.startSpeaking(SECRET)
    lost.wait(500)
    lost.deleteEverything()
    lost.driver.dispatch({ type: 'audio-lost', atMs: lost.time.nowMs })
    lost.wait(3000)
    expect(lost.forgotten).toHaveLength(1)
    const hanging = new World({ faults: { transcriptionHangs: true } })
    hanging.press()
    hanging.say(SECRET)
    hanging.release()
    hanging.wait(300)
    // Its transcript is waited for while more is said: both are one turn.
    hanging.press()
    hanging.startSpeaking('and there is more')
    hanging.wait(300)
    hanging.deleteEverything()
    hanging.stopSpeaking()
    hanging.release()
    hanging.wait(3000)
    expect(new Set(hanging.forgotten).size).toBe(2)
    expectNothingKept(hanging)
  })
})

describe('an answer that goes on when everything is deleted', () => {
  it('falls silent, and nothing is kept of it, whenever that is', () => {
    for (const afterMs of [300, 1500, 2500, 4000]) {
      const world = new World({ open: true })
      world.say(SECRET)
      world.waitFor(() => world.generations.length > 0)
      world.wait(afterMs)
      const generation = world.generations.at(-1)?.generation ?? 0
      world.deleteEverything()
      expect(world.snapshot?.phase).not.toBe('speaking')
      expect(spokenReply(world.driver.state, generation)).toBeNull()
      world.wait(9000)
      expectNothingKept(world)
    }
  })

  it('cannot be gone on with', () => {
    const world = new World({ open: true })
    world.say(SECRET)
    world.waitFor(() => world.snapshot?.phase === 'speaking')
    world.wait(800)
    world.deleteEverything()
    world.wait(500)
    world.say('Go on.')
    world.wait(9000)
    expect(world.generations.at(-1)?.messages.map(({ text }) => text)).toEqual(['Go on.'])
  })

  it('takes speech over it along', () => {
    const world = new World({ open: true })
    world.say('Tell me about plums.')
    world.waitFor(() => world.snapshot?.phase === 'speaking')
    world.startSpeaking(SECRET)
    world.wait(200)
    world.deleteEverything()
    world.wait(1300)
    world.stopSpeaking()
    world.wait(9000)
    expectNothingKept(world)
  })
})

describe('what could not be stored yet when everything is deleted', () => {
  it('is not stored once there is room, and its sound goes', () => {
    const world = new World({ open: true, faults: { storage: true } })
    world.say(SECRET)
    world.wait(9000)
    expect(world.forgotten).toEqual([])
    world.deleteEverything()
    world.faults.storage = false
    expect(world.forgotten).toHaveLength(1)
    expectNothingKept(world)
    expectNextKept(world)
  })
})

describe('everything deleted by voice', () => {
  it('leaves nothing of the yes, and keeps what comes after it', () => {
    const world = new World({ open: true })
    world.say('Delete everything you know about me.')
    world.waitFor(() => world.snapshot?.phase === 'confirming')
    world.say('Yes.')
    world.wait(9000)
    expectNothingKept(world)
    expect(world.spoken.at(-1)?.text).toBe('All of it is deleted.')
    expectNextKept(world)
  })

  it('takes along what somebody is saying when it is done', () => {
    const world = new World({ open: true })
    world.say('Delete everything you know about me.')
    world.waitFor(() => world.snapshot?.phase === 'confirming')
    world.startSpeaking(SECRET)
    world.wait(300)
    // By the button, while somebody else is talking.
    world.driver.dispatch({ type: 'confirm-answered', yes: true, atMs: world.time.nowMs })
    expect(world.shown).toEqual(['delete-everything'])
    world.wait(1200)
    world.stopSpeaking()
    world.wait(9000)
    expectNothingKept(world)
    expectNextKept(world)
  })
})
