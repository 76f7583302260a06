import { describe, expect, it } from 'vitest'
import { spokenReply } from '../../electron/core/conversation/spoken-turn.ts'
import { World } from './world.ts'

/** Which sound belongs to which turn, for whoever keeps both. */

const personTurns = (world: World) =>
  [...world.turns.values()].filter(({ speaker }) => speaker === 'person').map(({ id }) => id)

describe('the sound of a turn', () => {
  it('is that of the utterance that was held, once its words are stored', () => {
    const world = new World()
    world.press()
    world.say('What is two plus two?')
    expect(world.keptSounds).toEqual([])
    world.release()
    world.wait(10_000)
    expect(world.keptSounds).toEqual([{ utterance: 1, turnId: personTurns(world)[0] }])
  })

  it('is found in an open conversation, turn by turn', () => {
    const world = new World({ open: true })
    for (const words of ['What is two plus two?', 'And three plus three?']) {
      world.say(words)
      world.wait(12_000)
    }
    expect(world.keptSounds.map(({ turnId }) => turnId)).toEqual(personTurns(world))
    expect(new Set(world.keptSounds.map(({ utterance }) => utterance)).size).toBe(2)
  })

  it('is that of both breaths where one turn was said in two', () => {
    const world = new World()
    world.press()
    world.say('Tell me about')
    world.release()
    world.wait(250)
    world.press()
    world.say('the moon and the stars.')
    world.release()
    world.wait(15_000)
    const [turnId] = personTurns(world)
    expect(personTurns(world)).toHaveLength(1)
    expect(world.keptSounds.map(({ turnId }) => turnId)).toEqual([turnId, turnId])
    const [first, second] = world.keptSounds.map(({ utterance }) => utterance)
    expect(second).toBeGreaterThan(first ?? Infinity)
  })

  it('is kept back while its words are not stored, and not lost', () => {
    const world = new World({ open: true, faults: { storage: true } })
    world.say('Remember this.')
    world.wait(8000)
    expect(world.keptSounds).toEqual([])
    world.faults.storage = false
    world.say('And this.')
    world.wait(8000)
    expect(world.keptSounds.map(({ turnId }) => turnId)).toEqual(personTurns(world))
  })

  it('belongs to no turn where nothing was said, or it could not be made out', () => {
    const silent = new World()
    silent.press()
    silent.wait(1500)
    silent.release()
    silent.wait(2000)
    expect(silent.turns.size).toBe(0)
    const deaf = new World({ faults: { transcription: 9 } })
    deaf.press()
    deaf.say('What is two plus two?')
    deaf.release()
    deaf.wait(10_000)
    expect(deaf.keptSounds).toEqual([])
  })

  it('is told of a reply while it plays and when it was cut off, and of no other', () => {
    const world = new World({
      reply: () => 'Once upon a time there was a fox. It lived in a wood.',
    })
    world.press()
    world.say('Tell me a story.')
    world.release()
    while (world.snapshot?.phase !== 'speaking') world.wait(50)
    world.wait(800)
    const generation = world.generations.length === 0 ? -1 : Number(world.heard.at(-1)?.generation)
    const playing = spokenReply(world.driver.state, generation)
    expect(playing?.turnId).toMatch(/-r$/)
    expect(playing?.reply.ledger.chunks[0]?.text).toContain('fox')
    world.press()
    world.wait(300)
    expect(spokenReply(world.driver.state, generation)?.turnId).toBe(playing?.turnId)
    expect(spokenReply(world.driver.state, generation + 50)).toBeNull()
  })
})
