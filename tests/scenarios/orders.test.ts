import { describe, expect, it } from 'vitest'
import { spokenReply } from '../../electron/core/conversation/spoken-turn.ts'
import { World } from './world.ts'

const TALE = 'Once there was a warbler in a wood. It sang all day and all night. Then winter came.'

describe('an order to Warbler itself', () => {
  it('is carried out and answered without the model, and is in the transcript', () => {
    const world = new World({ open: true })
    world.say('Speak slower, please.')
    world.wait(9000)
    expect(world.settings.speechSpeed).toBe(0.85)
    expect(world.generations).toEqual([])
    expect(world.transcript).toEqual([
      'person (complete): Speak slower, please.',
      'assistant (complete): Slower: 0.85 times. Say undo to take it back.',
    ])
    expect(world.log[0]?.outcome).toBe('answered')
  })

  it('moves the patience for "wait longer" and "you cut me off", and says so', () => {
    for (const words of ['Wait longer, please.', 'You cut me off.']) {
      const world = new World({ open: true })
      world.say(words)
      world.wait(9000)
      expect(world.settings.patience).toBe('patient')
      expect(world.transcript[1]).toContain('I will wait longer before I answer: patient.')
    }
  })

  it('says that it cannot go further', () => {
    const world = new World({ open: true })
    world.settings = { ...world.settings, patience: 'patient' }
    world.say('Wait longer.')
    world.wait(9000)
    expect(world.settings.patience).toBe('patient')
    expect(world.transcript[1]).toBe('assistant (complete): That is the most: patient.')
  })

  it('changes nothing before the turn is over, and nothing where it goes on', () => {
    const world = new World({ open: true, score: () => 0.02 })
    world.say('You cut me off.')
    world.wait(600)
    expect(world.orders).toEqual([])
    world.say('at the traffic light, I told him.')
    world.wait(9000)
    expect(world.orders).toEqual([])
    expect(world.generations).not.toEqual([])
  })

  it('is not told to the model, which would imitate it', () => {
    const world = new World({ open: true })
    world.say('Wait longer.')
    world.wait(9000)
    world.say('What is the capital of France?')
    world.wait(9000)
    expect(world.generations.at(-1)?.messages.map(({ text }) => text)).toEqual([
      'What is the capital of France?',
    ])
  })

  it('is for the model where Warbler does not obey, as with a file', () => {
    const world = new World({ open: true, policy: { obeys: false } })
    world.say('Speak slower.')
    world.wait(9000)
    expect(world.orders).toEqual([])
    expect(world.generations).toHaveLength(1)
  })

  it('is answered by the voice of Warbler where the model speaks by itself', () => {
    const world = new World({ open: true, voiced: true })
    world.say('What is my hotkey?')
    world.wait(9000)
    expect(world.generations).toEqual([])
    expect(world.spoken.map(({ text }) => text).join(' ')).toBe('Your hotkey is Ctrl Shift Space.')
  })

  it('can be taken back, one change after the other', () => {
    const world = new World({ open: true })
    for (const words of ['Speak slower.', 'Speak slower.', 'Undo that.']) {
      world.say(words)
      world.wait(9000)
    }
    expect(world.settings.speechSpeed).toBe(0.85)
    world.say('Undo.')
    world.wait(9000)
    expect(world.settings.speechSpeed).toBe(1)
    expect(world.transcript.at(-1)).toBe('assistant (complete): Taken back. My speed: normal.')
    world.say('Undo.')
    world.wait(9000)
    expect(world.transcript.at(-1)).toContain('nothing to take back')
  })

  it('that mutes is still answered', () => {
    const world = new World({ open: true })
    world.say('Mute for an hour.')
    world.wait(9000)
    expect(world.settings.muted).toBe(true)
    expect(world.settings.mutedUntilMs).toBeGreaterThan(world.time.nowMs + 3_500_000)
    expect(world.transcript[1]).toBe('assistant (complete): Muted for one hour.')
    expect(world.snapshot?.phase).toBe('idle')
  })
})

describe('an order in the middle of a reply', () => {
  const begin = (reply = TALE) => {
    const world = new World({ open: true, reply: () => reply })
    world.say('Tell me a story.')
    world.waitFor(() => world.heard.length > 1)
    world.wait(900)
    world.say('Speak slower.')
    return world
  }

  it('is answered, and the reply goes on from where it was', () => {
    const world = begin()
    world.wait(20_000)
    expect(world.settings.speechSpeed).toBe(0.85)
    expect(world.generations).toHaveLength(1)
    expect(world.transcript[3]).toMatch(
      /^assistant \(complete\): Slower: 0\.85 times\. Say undo to take it back\. .*Then winter came\.$/,
    )
  })

  it('leaves the whole reply to the model, and no word of the order', () => {
    const world = begin()
    world.wait(20_000)
    world.say('What did it do then?')
    world.wait(9000)
    const told = world.generations.at(-1)?.messages.map(({ text }) => text) ?? []
    expect(told[0]).toBe('Tell me a story.')
    expect(told.join(' ')).not.toMatch(/slower|undo/i)
    expect(told.at(-2)).toMatch(/Then winter came\.$/)
  })

  it('goes on with a reply that was not written to its end, by having the model write on', () => {
    const long = `${TALE} ${'It flew on and on over the sea. '.repeat(30)}`
    const world = begin(long)
    world.wait(3000)
    expect(world.generations).toHaveLength(2)
    expect(world.generations[1]?.messages.at(-1)?.role).toBe('assistant')
  })

  it('that shows something else leaves it to "go on"', () => {
    const world = new World({ open: true, reply: () => TALE })
    world.say('Tell me a story.')
    world.waitFor(() => world.heard.length > 1)
    world.wait(900)
    world.say('Open the settings.')
    world.wait(9000)
    expect(world.shown).toEqual(['settings'])
    expect(world.transcript.at(-1)).toBe('assistant (complete): Here are the settings.')
    world.say('Go on.')
    world.wait(20_000)
    expect(world.transcript.at(-1)).toMatch(/Then winter came\.$/)
    expect(world.generations).toHaveLength(1)
  })

  it('that asks for silence ends it', () => {
    const world = new World({ open: true, reply: () => TALE })
    world.say('Tell me a story.')
    world.waitFor(() => world.heard.length > 1)
    world.wait(900)
    world.say('Mute for an hour.')
    world.wait(20_000)
    expect(world.transcript.at(-1)).toBe('assistant (complete): Muted for one hour.')
  })
})

describe('an order after the wake phrase', () => {
  it('in the same breath is obeyed', () => {
    const world = new World()
    world.wake('speak slower')
    world.wait(9000)
    expect(world.settings.speechSpeed).toBe(0.85)
    expect(world.generations).toEqual([])
  })

  it('is heard as a follow-up, too, although it asks nothing of what was said', () => {
    const world = new World()
    world.wake('how are you')
    world.waitFor(() => world.log.length === 1)
    world.wait(3000)
    world.say('volume fifty percent')
    world.wait(9000)
    expect(world.settings.volume).toBe(0.5)
  })
})

describe('another conversation', () => {
  it('is begun or gone on with by voice, and the order is answered in it', () => {
    for (const [order, id, answer] of [
      ['Start a new conversation.', 'c2', 'A new conversation.'],
      ['Continue our conversation about lighthouses.', 'c0', 'We go on with: Tell me about'],
    ] as const) {
      const world = new World()
      world.press()
      world.say(order)
      world.release()
      world.wait(8000)
      const reply = [...world.turns.values()].at(-1)
      expect(reply?.text).toContain(answer)
      expect([reply?.conversationId, reply?.status]).toEqual([id, 'complete'])
      expect(world.snapshot?.conversationId).toBe(id)
    }
  })

  it('stays where none was about that', () => {
    const world = new World()
    world.press()
    world.say('Continue our conversation about volcanoes.')
    world.release()
    world.wait(8000)
    expect([...world.turns.values()].at(-1)?.text).toBe('I found no conversation about volcanoes.')
    expect(world.snapshot?.conversationId).toBe('c1')
  })
})

describe('what cannot be taken back', () => {
  const asked = (options: ConstructorParameters<typeof World>[0] = {}) => {
    const world = new World({ open: true, ...options })
    world.say('Quit Warbler.')
    world.waitFor(() => world.snapshot?.phase === 'confirming')
    return world
  }

  it('is asked about first', () => {
    const world = asked()
    expect(world.shown).toEqual([])
    expect(world.transcript.at(-1)).toBe('assistant (complete): Shall I quit? Say yes or no.')
    expect(world.snapshot?.confirming).toBe('quit')
  })

  it('is deleting everything, too, and nobody deletes by a sentence that was misheard', () => {
    const world = new World({ open: true })
    world.say('Delete everything you know about me.')
    world.waitFor(() => world.snapshot?.phase === 'confirming')
    expect(world.snapshot?.confirming).toBe('delete-everything')
    expect(world.transcript.at(-1)).toMatch(/It cannot be brought back\. Say yes or no\.$/)
    world.say('No, wait.')
    world.wait(9000)
    expect(world.shown).toEqual([])
    world.say('Delete everything you know about me.')
    world.waitFor(() => world.snapshot?.phase === 'confirming')
    world.say('Yes.')
    world.wait(9000)
    expect(world.shown).toEqual(['delete-everything'])
    expect(world.spoken.at(-1)?.text).toBe('All of it is deleted.')
  })

  it('leaves nothing of having deleted everything, and keeps what is said afterwards', () => {
    const world = new World({ open: true })
    world.say('Delete everything you know about me.')
    world.waitFor(() => world.snapshot?.phase === 'confirming')
    world.say('Yes.')
    world.waitFor(() => world.spoken.at(-1)?.text === 'All of it is deleted.')
    const said = world.spoken.at(-1)?.generation ?? 0
    expect(spokenReply(world.driver.state, said)).toBeNull()
    world.wait(9000)
    expect(world.transcript).toEqual([])
    expect(world.log).toEqual([])
    world.say('What is the capital of France?')
    world.wait(9000)
    expect(world.transcript[0]).toBe('person (complete): What is the capital of France?')
    expect(world.log).toHaveLength(1)
  })

  it('leaves nothing of it where the answer is spoken over either', () => {
    const world = new World({ open: true })
    world.say('Delete everything you know about me.')
    world.waitFor(() => world.snapshot?.phase === 'confirming')
    world.say('Yes.')
    world.waitFor(() => world.snapshot?.phase === 'speaking')
    world.driver.dispatch({ type: 'cancel', by: 'escape', atMs: world.time.nowMs })
    world.wait(9000)
    expect(world.transcript).toEqual([])
    expect(world.log).toEqual([])
  })

  it('is done after a yes', () => {
    const world = asked()
    world.say('Yes.')
    world.wait(9000)
    expect(world.shown).toEqual(['quit'])
    expect(world.generations).toEqual([])
  })

  it('is left alone after a no, and says so', () => {
    const world = asked()
    world.say('No.')
    world.wait(9000)
    expect(world.shown).toEqual([])
    expect(world.transcript.at(-1)).toBe('assistant (complete): All right, I leave it.')
    expect(world.snapshot?.confirming).toBeNull()
  })

  it.each(['No, thank you.', 'Never mind.', 'Cancel.', 'Stop.', 'Not now.'])(
    'is left alone after "%s" to an ear that was opened for the answer',
    (words) => {
      const world = new World()
      world.press()
      world.say('Quit Warbler.')
      world.release()
      world.waitFor(() => world.snapshot?.phase === 'confirming')
      world.wait(400)
      world.say(words)
      world.wait(9000)
      expect(world.shown).toEqual([])
      expect(world.snapshot?.confirming).toBeNull()
      expect(world.transcript.at(-1)).toBe('assistant (complete): All right, I leave it.')
    },
  )

  it('is left alone where nobody answers', () => {
    const world = asked()
    world.wait(11_000)
    expect(world.snapshot?.confirming).toBeNull()
    world.say('Yes.')
    world.wait(9000)
    expect(world.shown).toEqual([])
  })

  it('is left alone where something else is said, and that is answered', () => {
    const world = asked()
    world.say('What is the capital of France?')
    world.wait(9000)
    expect(world.shown).toEqual([])
    expect(world.snapshot?.confirming).toBeNull()
    expect(world.generations).toHaveLength(1)
  })

  it('is heard without an open conversation: the ear opens for the answer, and closes again', () => {
    const world = new World()
    world.press()
    world.say('Quit Warbler.')
    world.release()
    world.waitFor(() => world.snapshot?.phase === 'confirming')
    world.wait(500)
    world.say('Yes, please.')
    world.wait(9000)
    expect(world.shown).toEqual(['quit'])
    const other = new World()
    other.wake('quit warbler')
    other.waitFor(() => other.snapshot?.phase === 'confirming')
    other.wait(30_000)
    expect(other.snapshot?.phase).toBe('idle')
  })

  it('is done, or left alone, by a button', () => {
    for (const yes of [true, false]) {
      const world = asked()
      world.driver.dispatch({ type: 'confirm-answered', yes, atMs: world.time.nowMs })
      world.wait(2000)
      expect(world.shown).toEqual(yes ? ['quit'] : [])
      expect(world.snapshot?.confirming).toBeNull()
    }
  })

  it('is left alone by Escape', () => {
    const world = asked()
    world.cancel()
    world.say('Yes.')
    world.wait(9000)
    expect(world.shown).toEqual([])
  })
})
