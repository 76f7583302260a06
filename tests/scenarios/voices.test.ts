import { describe, expect, it } from 'vitest'
import { World } from './world.ts'

const STORY =
  'There once was a lighthouse, far out at sea. Its keeper was an old man, and he loved the storms. One night the lamp went out, and he rowed to the shore for oil.'

/** Somebody who is known called by the phrase, and hears a story. */
const listening = (): World => {
  const world = new World({ reply: () => STORY })
  world.wake('tell me a story.', 'Hey Warbler', 'enrolled')
  while (world.snapshot?.phase !== 'speaking') world.wait(50)
  world.wait(1500)
  return world
}

const bargeIns = (world: World) =>
  world.log.flatMap(({ timeline }) =>
    timeline.flatMap((entry) => (entry.kind === 'barge-in' ? [entry.outcome] : [])),
  )

/** Words over the reply, in a voice that is known so soon after they began. */
const speakOver = (
  world: World,
  words: string,
  voice: 'stranger' | 'enrolled',
  afterMs = 600,
): void => {
  world.startSpeaking(words)
  world.wait(afterMs)
  world.voiceIs(voice)
  world.wait(Math.max(0, words.split(' ').length * 300 - afterMs))
  world.stopSpeaking()
  world.voiceIs(voice)
}

describe('with voices that are known', () => {
  it("a stranger's talk stops no reply", () => {
    const world = listening()
    speakOver(world, 'Did you feed the cat?', 'stranger', 300)
    world.wait(30_000)
    expect(bargeIns(world)).toEqual(['stranger'])
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['answered'])
    expect(world.transcript).toHaveLength(2)
  })

  it('a stranger who talks on and on is not waited for, and may still say "stop"', () => {
    const world = listening()
    world.startSpeaking('I told her that the train was late again and nobody said a word')
    world.wait(600)
    world.voiceIs('stranger')
    world.wait(1200)
    expect(world.ducked).toEqual([true, false])
    world.wait(2000)
    expect(world.ducked).toEqual([true, false])
    expect(world.snapshot?.phase).toBe('speaking')
    world.stopSpeaking()
    world.wait(600)
    world.say('Stop.')
    world.wait(3000)
    expect(bargeIns(world)).toEqual(['stranger', 'interrupted'])
  })

  it('whoever asked takes over from a stranger who talks', () => {
    const world = listening()
    world.startSpeaking('I told her that the train was late no wait tell me another one please')
    world.wait(600)
    world.voiceIs('stranger')
    world.wait(1500)
    world.voiceIs('enrolled')
    world.wait(1500)
    world.stopSpeaking()
    world.wait(12_000)
    expect(bargeIns(world).slice(0, 2)).toEqual(['stranger', 'interrupted'])
  })

  it('a stranger may stop it with "stop"', () => {
    const world = listening()
    speakOver(world, 'Stop talking.', 'stranger', 300)
    world.wait(5000)
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['interrupted'])
  })

  it.each(['Wait.', 'No, hold on.', '等一下'])('a stranger may stop it with %j alone', (words) => {
    const world = listening()
    speakOver(world, words, 'stranger', 300)
    world.wait(5000)
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['interrupted'])
  })

  it('a stranger who says "wait" in the middle of their own talk stops nothing', () => {
    const world = listening()
    speakOver(world, 'Wait until the cat has had its dinner', 'stranger', 300)
    world.wait(30_000)
    expect(bargeIns(world)).toEqual(['stranger'])
  })

  it('what a stranger says behind "stop" is not answered', () => {
    const world = listening()
    speakOver(world, 'Stop, what is the capital of France?', 'stranger', 300)
    world.wait(20_000)
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['interrupted'])
    expect(world.transcript).toHaveLength(2)
  })

  it('whoever asked may interrupt, though they were not known at once', () => {
    const world = listening()
    world.startSpeaking('No, tell me another one about the sea')
    world.wait(300)
    world.voiceIs('stranger')
    world.wait(600)
    world.voiceIs('enrolled')
    world.wait(1500)
    world.stopSpeaking()
    world.wait(12_000)
    expect(bargeIns(world)[0]).toBe('interrupted')
  })

  it('a reply that was asked for by nobody known is stopped by anybody', () => {
    const world = new World({ reply: () => STORY })
    world.wake('tell me a story.')
    while (world.snapshot?.phase !== 'speaking') world.wait(50)
    world.wait(1500)
    speakOver(world, 'Did you feed the cat?', 'stranger', 300)
    world.wait(20_000)
    expect(bargeIns(world)).toEqual(['interrupted'])
  })

  it('a question that turns out to be a stranger’s is forgotten, and nothing waits for another', () => {
    const world = new World()
    world.wake('what time is it?', 'Hey Warbler', 'unknown')
    world.voiceIs('stranger')
    world.wait(8000)
    expect(world.transcript).toEqual([])
    expect(world.log).toEqual([])
    expect(world.heard).toEqual([])
    expect(world.snapshot?.phase).toBe('idle')
  })

  it('a television between the phrase and the question does not take the turn of whoever called', () => {
    const world = new World({ reply: () => 'It is 330 metres high.' })
    world.wake('', 'Hey Warbler', 'enrolled')
    world.wait(1000)
    for (const line of ['And now the weather.', 'It will rain in the north.']) {
      world.startSpeaking(line)
      world.wait(1200)
      world.stopSpeaking()
      world.voiceIs('stranger')
      world.wait(3000)
      expect(world.snapshot?.way).toBe('wake')
    }
    world.say('How high is the Eiffel tower?')
    world.voiceIs('enrolled')
    world.wait(10_000)
    expect(world.transcript).toEqual([
      'person (complete): How high is the Eiffel tower?',
      'assistant (complete): It is 330 metres high.',
    ])
  })

  it('a television in the same breath as the phrase is forgotten, and the caller waited for', () => {
    const world = new World()
    world.wake('and now the weather.', 'Hey Warbler', 'enrolled')
    world.voiceIs('stranger')
    world.wait(3000)
    expect(world.transcript).toEqual([])
    expect(world.snapshot?.way).toBe('wake')
  })

  it('a television that talks on and on does not keep the ear open for a caller who has left', () => {
    const world = new World()
    world.wake('', 'Hey Warbler', 'enrolled')
    world.wait(1000)
    for (let lines = 0; lines < 8; lines += 1) {
      world.startSpeaking('And now the weather.')
      world.wait(1200)
      world.stopSpeaking()
      world.voiceIs('stranger')
      world.wait(2500)
    }
    expect(world.snapshot?.phase).toBe('idle')
    expect(world.transcript).toEqual([])
  })

  it('a stranger’s words after the answer are for somebody else', () => {
    const world = new World({ reply: () => 'It is 330 metres high.' })
    world.wake('how high is the Eiffel tower?', 'Hey Warbler', 'enrolled')
    while (world.snapshot?.phase !== 'speaking') world.wait(50)
    while (world.snapshot.phase === 'speaking') world.wait(50)
    world.startSpeaking('And how old is it?')
    world.wait(1000)
    world.stopSpeaking()
    world.voiceIs('stranger')
    world.wait(10_000)
    expect(world.log).toHaveLength(1)
    expect(world.snapshot?.phase).toBe('idle')
  })

  it('a voice that nobody can tell changes nothing', () => {
    const world = listening()
    world.startSpeaking('What is the capital of France?')
    world.wait(500)
    world.voiceIs('unknown')
    world.wait(1400)
    world.stopSpeaking()
    world.wait(20_000)
    expect(bargeIns(world)[0]).toBe('interrupted')
  })
})
