import { describe, expect, it } from 'vitest'
import { World, type WorldOptions } from './world.ts'

const STORY =
  'There once was a lighthouse, far out at sea. Its keeper was an old man, and he loved the storms. One night the lamp went out, and he rowed to the shore for oil.'

/** Somebody hears a story in an open conversation; 2.5 s of it have been heard. */
const listening = (options: WorldOptions = {}): World => {
  const world = new World({ open: true, reply: () => STORY, ...options })
  world.say('Tell me a story.')
  world.wait(3500)
  expect(world.snapshot?.phase).toBe('speaking')
  return world
}

const outcomes = (world: World) => world.log.map(({ outcome }) => outcome)
const bargeIns = (world: World) =>
  world.log.flatMap(({ timeline }) =>
    timeline.flatMap((entry) => (entry.kind === 'barge-in' ? [entry.outcome] : [])),
  )

describe('speech over a reply', () => {
  it.each(['Mm-hm.', 'Yeah.', 'Right.', 'Okay.', 'Uh-huh.', 'I see.', 'Yeah, right.', '嗯。'])(
    'lets it go on from where it was after "%s"',
    (words) => {
      const world = listening()
      const before = world.heard.length
      world.say(words)
      world.wait(30_000)
      expect(outcomes(world)).toEqual(['answered'])
      expect(bargeIns(world)).toEqual(['backchannel'])
      expect(world.ducked).toEqual([true, false])
      expect(world.transcript).toEqual([
        'person (complete): Tell me a story.',
        `assistant (complete): ${STORY}`,
      ])
      expect(world.heard.length).toBeGreaterThan(before)
    },
  )

  it('lets it go on after a sound without words: a cough, a slam, keys', () => {
    const world = listening()
    world.startSpeaking('')
    world.wait(200)
    world.stopSpeaking()
    world.wait(30_000)
    expect(outcomes(world)).toEqual(['answered'])
    expect(bargeIns(world)).toEqual(['noise'])
  })

  it('lets it go on where a word was made out of what was hardly a voice', () => {
    const world = listening()
    world.evidence = { meanProbability: 0.45, aboveNoiseDb: 3 }
    world.say('You.')
    world.wait(30_000)
    expect(bargeIns(world)).toEqual(['noise'])
    expect(outcomes(world)).toEqual(['answered'])
  })

  it('hears on after a tap that silences speech over the reply', () => {
    const world = listening()
    world.startSpeaking('I wonder whether')
    world.wait(400)
    world.stopSpeaking()
    world.wait(200)
    world.tap()
    world.wait(3000)
    expect(world.snapshot?.phase).toBe('listening')
    const before = world.log.length
    world.say('What is the capital of France?')
    world.wait(12_000)
    expect(world.log.slice(before).map(({ outcome }) => outcome)).toEqual(['answered'])
    expect(world.transcript.at(-2)).toBe('person (complete): What is the capital of France?')
  })

  it('goes on with a reply of this conversation, never of the one before', () => {
    const world = listening()
    world.say('Stop.')
    world.wait(1000)
    world.driver.dispatch({
      type: 'conversation-started',
      conversationId: 'c2',
      atMs: world.time.nowMs,
    })
    world.say('Go on.')
    world.wait(9000)
    const { messages } = world.generations.at(-1) ?? { messages: [] }
    expect(messages.map(({ text }) => text)).toEqual(['Go on.'])
    expect([...world.turns.values()].filter((turn) => turn.conversationId === 'c2')).toHaveLength(2)
  })

  it('does not hear itself: its own words are an echo', () => {
    const world = listening()
    world.say('far out at sea.')
    world.wait(30_000)
    expect(bargeIns(world)).toEqual(['echo'])
    expect(outcomes(world)).toEqual(['answered'])
  })

  it('takes what sounds like the loudspeaker for an echo, whatever the words', () => {
    const world = listening()
    world.evidence = { echoLikeness: 0.95 }
    world.say('Fire.')
    world.wait(30_000)
    expect(outcomes(world)).toEqual(['answered'])
  })

  it.each(['Stop.', 'Quiet!', 'Cancel.', 'Okay, stop it please.', '停。', '别说了。'])(
    'stops for good at "%s", and answers nothing',
    (words) => {
      const world = listening()
      world.say(words)
      world.wait(15_000)
      expect(outcomes(world)).toEqual(['interrupted', 'cancelled'])
      expect(world.generations).toHaveLength(1)
      expect(world.transcript.at(-1)).toBe(`person (complete): ${words}`)
      expect(world.snapshot?.phase).toBe('listening')
    },
  )

  it('stops at "stop" also before anything of the reply was heard', () => {
    const world = new World({ open: true, score: () => 0.97, faults: { generationHangsAfter: 0 } })
    world.say('Tell me a story.')
    world.wait(700)
    world.say('Stop.')
    world.wait(9000)
    expect(outcomes(world)).toEqual(['cancelled', 'cancelled'])
    expect(world.heard).toEqual([])
  })

  it('becomes the next turn, nothing clipped, where it says something', () => {
    const world = listening()
    world.say('No, tell me about dogs instead.')
    world.wait(40_000)
    expect(outcomes(world)).toEqual(['interrupted', 'answered'])
    expect(bargeIns(world)).toEqual(['interrupted'])
    expect(world.transcript[2]).toBe('person (complete): No, tell me about dogs instead.')
  })

  it('counts as meant when the words do not come and it was long', () => {
    const world = listening({ faults: { transcription: 0 } })
    world.faults.transcription = 1
    world.say('What about the weather?')
    world.wait(40_000)
    expect(outcomes(world)).toEqual(['interrupted', 'answered'])
  })

  it('waits where it pauses and goes on, and judges the whole', () => {
    const world = listening()
    world.say('Yeah')
    world.wait(150)
    world.say('but what about the captain?')
    world.wait(40_000)
    expect(outcomes(world)).toEqual(['interrupted', 'answered'])
    expect(world.transcript[2]).toBe('person (complete): Yeah but what about the captain?')
  })

  it('is a turn of its own where the reply ends while it is judged', () => {
    const world = listening()
    world.startSpeaking('And then what?')
    world.wait(500)
    world.stopSpeaking()
    world.wait(200)
    const generation = world.generations[0]?.generation ?? 0
    world.audio({ type: 'playback-end', generation, atMs: world.time.nowMs })
    world.wait(40_000)
    expect(world.transcript.some((line) => line.includes('And then what?'))).toBe(true)
  })

  it('stops only for a clear word where that was chosen, and for any where that was', () => {
    const bargeIn = (level: 'easy' | 'firm') => ({
      policy: { bargeIn: { level, checkEveryMs: 120 } },
    })
    const firm = listening(bargeIn('firm'))
    firm.say('Nice!')
    firm.wait(30_000)
    expect(outcomes(firm)).toEqual(['answered'])
    const easy = listening(bargeIn('easy'))
    easy.say('Yeah yeah.')
    easy.wait(30_000)
    expect(outcomes(easy)[0]).toBe('interrupted')
  })
})

describe('"go on"', () => {
  it('says what was written and not heard, from the word on', () => {
    const world = listening()
    world.wait(6000)
    world.say('Stop.')
    world.wait(3000)
    const cut = (world.transcript[1] ?? '').replace('assistant (interrupted): ', '')
    expect(STORY.startsWith(cut)).toBe(true)
    world.say('Go on.')
    world.wait(40_000)
    const rest = (world.transcript.at(-1) ?? '').replace('assistant (complete): ', '')
    expect(`${cut} ${rest}`).toBe(STORY)
    expect(world.generations).toHaveLength(1)
  })

  it('lets the model write on where it had not finished', () => {
    const world = listening({ faults: { generationHangsAfter: 24 } })
    world.say('Stop.')
    world.wait(3000)
    delete world.faults.generationHangsAfter
    world.say('Please continue.')
    world.wait(5000)
    const last = world.generations.at(-1)?.messages.at(-1)
    expect(last?.role).toBe('assistant')
    expect(STORY).toContain(last?.text)
  })

  it('is a question for the model where nothing was cut off', () => {
    const world = new World({ open: true })
    world.say('Go on.')
    world.wait(9000)
    expect(world.generations).toHaveLength(1)
    expect(outcomes(world)).toEqual(['answered'])
  })
})

describe('what is heard right after a reply', () => {
  it('is an echo where it is its own last words', () => {
    const late = new World({ open: true, reply: () => 'It lies on the river Seine.' })
    late.say('Where is Paris?')
    while (late.log.length === 0) late.wait(20)
    late.say('on the river scene.')
    late.wait(6000)
    expect(late.log).toHaveLength(1)
    expect(late.heard.every(({ generation }) => generation === late.heard[0]?.generation)).toBe(
      true,
    )
  })

  it('is the person where it is something else, or comes later', () => {
    const world = new World({ open: true, reply: () => 'It lies on the river Seine.' })
    world.say('Where is Paris?')
    while (world.log.length === 0) world.wait(20)
    world.say('And where is London?')
    world.wait(8000)
    world.say('It lies on the river Seine.')
    world.wait(8000)
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['answered', 'answered', 'answered'])
  })
})
