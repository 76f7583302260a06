import { describe, expect, it } from 'vitest'
import { DEFAULT_POLICY } from '../../electron/core/conversation/policy.ts'
import { World } from './world.ts'

const { followUpMs, tapIdleMs } = DEFAULT_POLICY
const answers = (text: string) => () => text

const earcons = (world: World): readonly string[] =>
  world.commands.flatMap(({ command }) => (command.type === 'earcon' ? [command.name] : []))

describe('the wake phrase', () => {
  it('takes the question of the same breath, whole and without the phrase', () => {
    const world = new World({ reply: answers('It is noon.') })
    world.wake('what time is it?')
    world.wait(20_000)
    expect(world.transcript).toEqual([
      'person (complete): What time is it?',
      'assistant (complete): It is noon.',
    ])
    expect(world.log.map(({ way, outcome }) => [way, outcome])).toEqual([['wake', 'answered']])
    // A signal would have sounded into the question.
    expect(earcons(world)).not.toContain('listen')
  })

  it('signals as soon as it is known that the phrase was all, where it woke in its middle', () => {
    const world = new World()
    world.wake('', 'Hey Warbler', 'unknown', { early: true })
    expect(earcons(world)).toEqual([])
    world.wait(250)
    expect(earcons(world)).toEqual(['listen'])
    world.wait(3000)
    expect(earcons(world)).toEqual(['listen'])
    expect(world.snapshot?.phase).toBe('listening')
  })

  it('waits for the question after a pause', () => {
    const world = new World({ reply: answers('It is noon.') })
    world.wake()
    expect(earcons(world)).toEqual(['listen'])
    world.wait(3000)
    expect(world.snapshot?.phase).toBe('listening')
    expect(world.generations).toEqual([])
    world.say('What time is it?')
    world.wait(6000)
    expect(world.transcript).toEqual([
      'person (complete): What time is it?',
      'assistant (complete): It is noon.',
    ])
  })

  it('takes a question that follows before the pause is over as one with the phrase', () => {
    const world = new World()
    world.wake()
    world.wait(250)
    world.say('what time is it?')
    world.wait(20_000)
    expect(world.transcript[0]).toBe('person (complete): What time is it?')
    expect(world.log).toHaveLength(1)
  })

  it('never answers the phrase itself, whatever speech to text makes of it', () => {
    const world = new World()
    world.wake('', 'Take mobiles')
    world.wait(tapIdleMs + 3000)
    expect(world.generations).toEqual([])
    expect(world.transcript).toEqual([])
  })

  it.each([
    ['stop', 'Stop'],
    ['play it again.', 'Play it again.'],
  ])('takes "%s" of the same breath, however late the phrase was found', (asked, kept) => {
    const world = new World()
    world.wake(asked)
    world.wait(20_000)
    expect(world.transcript[0]).toBe(`person (complete): ${kept}`)
  })

  it('keeps the question, phrase and all, where speech to text made other words of the phrase', () => {
    const world = new World()
    world.wake('what time is it?', 'Tame yours')
    world.wait(20_000)
    expect(world.transcript[0]).toBe('person (complete): Tame yours what time is it?')
  })

  it('gives up when nothing follows, without a complaint', () => {
    const world = new World()
    world.wake()
    world.wait(tapIdleMs + 2000)
    expect(world.snapshot?.phase).toBe('idle')
    expect(world.snapshot?.attention).toBeNull()
    expect(earcons(world)).toEqual(['listen', 'cancel'])
  })

  it('changes nothing while somebody is heard already, or with the microphone muted', () => {
    const world = new World()
    world.press()
    world.startSpeaking('A question under the key')
    world.driver.dispatch({
      type: 'woken',
      sinceMs: world.time.nowMs - 500,
      phraseUntilMs: world.time.nowMs,
      alone: true,
      voice: 'unknown',
      atMs: world.time.nowMs,
    })
    expect(world.snapshot?.way).toBe('hold')
    world.release()
    world.cancel()
    world.driver.dispatch({ type: 'muted-set', muted: true, atMs: world.time.nowMs })
    world.wake()
    expect(world.snapshot?.phase).toBe('idle')
  })

  it('stops an answer that somebody else asked for by key', () => {
    const world = new World({ reply: answers('One. Two. Three. Four. Five. Six. Seven.') })
    world.press()
    world.say('Count to seven.')
    world.release()
    world.wait(450)
    world.wake('what time is it?')
    world.wait(20_000)
    expect(world.log.at(-1)?.way).toBe('wake')
    expect(world.snapshot?.phase).toBe('idle')
  })
})

describe('after the answer', () => {
  const asked = (reply: string, options: Partial<ConstructorParameters<typeof World>[0]> = {}) => {
    const world = new World({ reply: answers(reply), ...options })
    world.wake('how high is the Eiffel tower?')
    while (world.snapshot?.phase !== 'speaking') world.wait(50)
    while (world.snapshot.phase === 'speaking') world.wait(50)
    return world
  }

  it('hears what follows without the phrase', () => {
    const world = asked('It is 330 metres high.')
    expect(world.snapshot).toMatchObject({ phase: 'listening', way: 'follow-up' })
    world.wait(1000)
    world.say('And when was it built?')
    world.wait(6000)
    expect(world.transcript[2]).toBe('person (complete): And when was it built?')
    expect(world.log.at(-1)?.way).toBe('follow-up')
  })

  it('closes after its time', () => {
    const world = asked('It is 330 metres high.')
    world.wait(followUpMs - 200)
    expect(world.snapshot?.phase).toBe('listening')
    world.wait(400)
    expect(world.snapshot?.phase).toBe('idle')
    expect(world.log).toHaveLength(1)
  })

  it('neither keeps nor answers what is said to somebody else, and closes', () => {
    const world = asked('It is 330 metres high.')
    world.wait(1500)
    world.say('Honey, dinner is on the table.')
    world.wait(5000)
    expect(world.transcript).toHaveLength(2)
    expect(world.generations).toHaveLength(1)
    expect(world.snapshot?.phase).toBe('idle')
    expect(world.forgotten).toHaveLength(2)
  })

  it('stays open through a noise, for no longer than its time', () => {
    const world = asked('It is 330 metres high.', { evidence: {} })
    world.wait(1000)
    world.evidence = { meanProbability: 0.4, aboveNoiseDb: 1 }
    world.say('Uh.')
    world.wait(2500)
    expect(world.snapshot).toMatchObject({ phase: 'listening', way: 'follow-up' })
    world.wait(followUpMs - 3000)
    expect(world.snapshot?.phase).toBe('idle')
  })

  it.each(["That's all.", 'Never mind.', 'Thanks!', '谢谢。', 'No, thank you.'])(
    'ends with %j',
    (words) => {
      const world = asked('It is 330 metres high.')
      world.wait(800)
      world.say(words)
      world.wait(3000)
      expect(world.snapshot?.phase).toBe('idle')
      expect(world.generations).toHaveLength(1)
      expect(earcons(world).at(-1)).toBe('done')
    },
  )

  it('is not heard at all where the person wants none', () => {
    const world = asked('It is 330 metres high.', { policy: { followUpMs: 0 } })
    expect(world.snapshot?.phase).toBe('idle')
  })

  it('takes an answer to a question of its own, however short', () => {
    const world = asked('Do you mean the one in Paris?')
    world.wait(1500)
    world.say('Yes.')
    world.wait(6000)
    expect(world.transcript[2]).toBe('person (complete): Yes.')
  })

  it('may be spoken over, and goes on from there', () => {
    const world = new World({
      reply: (question) =>
        question.includes('tower')
          ? 'It is three hundred metres high. It was built long ago.'
          : 'In Paris.',
    })
    world.wake('how high is the Eiffel tower?')
    while (world.snapshot?.phase !== 'speaking') world.wait(50)
    world.wait(1200)
    world.say('Wait, where is it?')
    world.wait(6000)
    expect(world.transcript.slice(2)).toEqual([
      'person (complete): Wait, where is it?',
      'assistant (complete): In Paris.',
    ])
    expect(world.snapshot).toMatchObject({ phase: 'listening', way: 'follow-up' })
  })

  it('closes with Escape, and with the key', () => {
    const world = asked('It is 330 metres high.')
    world.cancel()
    world.wait(500)
    expect(world.snapshot?.phase).toBe('idle')
    const other = asked('It is 330 metres high.')
    other.press()
    expect(other.snapshot?.way).toBe('hold')
  })
})
