import { describe, expect, it } from 'vitest'
import { DEFAULT_POLICY } from '../../electron/core/conversation/policy.ts'
import { voiceEvidence } from '../support/voice-evidence.ts'
import { World } from './world.ts'

const answers = (text: string) => () => text

describe('hold to talk', () => {
  it('answers after the release and keeps both sides', () => {
    const world = new World({ reply: answers('Paris is the capital of France.') })
    world.press()
    world.say('What is the capital of France?')
    world.release()
    world.wait(10_000)
    expect(world.transcript).toEqual([
      'person (complete): What is the capital of France?',
      'assistant (complete): Paris is the capital of France.',
    ])
    expect(world.phases).toEqual(['idle', 'listening', 'thinking', 'speaking', 'idle'])
    expect(world.log.map(({ outcome, way }) => [outcome, way])).toEqual([['answered', 'hold']])
  })

  it('never ends a turn before the release, however long the pause', () => {
    const world = new World()
    world.press()
    world.say('I was wondering.')
    world.wait(20_000)
    expect(world.snapshot?.phase).toBe('listening')
    expect(world.heard).toEqual([])
    world.say('what is two plus two?')
    world.release()
    world.wait(10_000)
    expect(world.transcript[0]).toBe('person (complete): I was wondering. what is two plus two?')
    expect(world.log).toHaveLength(1)
  })

  it('captures from the moment of the press, so that no first word is clipped', () => {
    const world = new World()
    world.press()
    expect(world.commands.map(({ command }) => command)).toContainEqual(
      expect.objectContaining({ type: 'listen', capture: 'now' }),
    )
  })

  it('tells the person when nothing was said', () => {
    const world = new World()
    world.press()
    world.wait(1500)
    world.release()
    world.wait(1000)
    expect(world.snapshot?.attention?.code).toBe('sound.no-speech')
    expect(world.generations).toEqual([])
    // Nothing is wrong.
    expect(world.snapshot?.phase).toBe('idle')
  })

  it('joins what is said after a release before the answer is heard, and answers once', () => {
    const world = new World()
    world.press()
    world.say('Tell me about')
    world.release()
    world.wait(250)
    world.press()
    world.say('the moon and the stars.')
    world.release()
    world.wait(15_000)
    expect(world.transcript).toHaveLength(2)
    expect(world.transcript[0]).toBe('person (complete): Tell me about the moon and the stars.')
    expect(new Set(world.heard.map(({ generation }) => generation)).size).toBe(1)
  })
})

describe('a key used while the words before it are still being made out', () => {
  const slow = () => new World({ faults: { transcriptionMs: 2500 } })
  const hold = (world: World, words: string) => {
    world.press()
    world.say(words)
    world.release()
    world.wait(400)
  }
  const expectAnswered = (world: World, words: string) => {
    world.wait(20_000)
    expect(world.transcript[0]).toBe(`person (complete): ${words}`)
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['answered'])
  }

  it('loses neither: both are answered together', () => {
    const world = slow()
    hold(world, 'What is the capital of France')
    hold(world, 'and of Spain?')
    expectAnswered(world, 'What is the capital of France and of Spain?')
  })

  it('answers the first where nothing was said after it', () => {
    const world = slow()
    hold(world, 'What is the capital of France?')
    world.press()
    world.wait(800)
    world.release()
    expectAnswered(world, 'What is the capital of France?')
  })

  it('means be quiet where it is tapped', () => {
    const world = slow()
    hold(world, 'What is the capital of France?')
    world.tap()
    world.wait(20_000)
    expect(world.heard).toEqual([])
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['cancelled'])
  })
})

describe('tap to talk', () => {
  it('finds the end of speech by itself', () => {
    const world = new World({ reply: answers('It is four.') })
    world.tap()
    world.say('What is two plus two?')
    world.wait(6000)
    expect(world.transcript).toEqual([
      'person (complete): What is two plus two?',
      'assistant (complete): It is four.',
    ])
    expect(world.log[0]?.turnEndReason).toMatch(/silence, .*sentence closed/)
    expect(world.snapshot?.phase).toBe('idle')
  })

  it('is cancelled by a second tap', () => {
    const world = new World()
    world.tap()
    world.startSpeaking('Never mind this')
    world.tap()
    world.wait(5000)
    expect(world.snapshot?.phase).toBe('idle')
    expect(world.generations).toEqual([])
  })

  it('gives up when nobody speaks', () => {
    const world = new World()
    world.tap()
    world.wait(DEFAULT_POLICY.tapIdleMs + 100)
    expect(world.snapshot?.attention?.code).toBe('sound.no-speech')
    expect(world.snapshot?.microphone).toBe('ready')
  })

  it('waits longer where the sentence is open', () => {
    const world = new World()
    world.tap()
    world.say('I would like to know the')
    world.wait(1200)
    expect(world.snapshot?.phase).toBe('listening')
    world.say('capital of France.')
    world.wait(10_000)
    expect(world.transcript[0]).toBe(
      'person (complete): I would like to know the capital of France.',
    )
    expect(world.log).toHaveLength(1)
  })
})

describe('the open conversation', () => {
  it('goes on turn after turn without a key', () => {
    const world = new World({ open: true, reply: (question) => `About ${question}` })
    for (const question of ['first thing?', 'second thing?', 'third thing?']) {
      world.say(question)
      world.wait(6000)
    }
    expect(world.transcript.filter((line) => line.startsWith('person'))).toHaveLength(3)
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['answered', 'answered', 'answered'])
    expect(world.generations.at(-1)?.messages.map(({ text }) => text)).toEqual([
      'first thing?',
      'About first thing?',
      'second thing?',
      'About second thing?',
      'third thing?',
    ])
    expect(world.snapshot?.phase).toBe('listening')
  })

  it('begins the reply while the silence lasts, and holds it until the turn is over', () => {
    const world = new World({ open: true })
    world.say('What is the weather?')
    const spokenAt = world.time.nowMs
    world.wait(DEFAULT_POLICY.endpointing.certainMs - 50)
    expect(world.generations).toHaveLength(1)
    expect(world.heard).toEqual([])
    world.wait(3000)
    expect(world.heard).not.toEqual([])
    world.wait(30_000)
    expect(world.log[0]?.speculated).toBe(true)
    expect((world.heard[0]?.fromMs ?? 0) - spokenAt).toBeLessThan(1000)
  })

  it('drops a reply begun too early without a trace when the person goes on', () => {
    const world = new World({ open: true })
    world.say('What is the weather.')
    world.wait(400)
    world.say('in Berlin tomorrow?')
    world.wait(8000)
    expect(world.transcript).toHaveLength(2)
    expect(world.transcript[0]).toContain('What is the weather. in Berlin tomorrow?')
    expect(world.generations.length).toBeGreaterThan(1)
    expect(world.log).toHaveLength(1)
  })

  it('makes no turn out of a noise', () => {
    const world = new World({ open: true })
    world.startSpeaking('')
    world.stopSpeaking()
    world.wait(5000)
    expect(world.transcript).toEqual([])
    expect(world.log).toEqual([])
    expect(world.snapshot?.phase).toBe('listening')
    expect(world.snapshot?.attention).toBeNull()
  })
})

describe('stopping it', () => {
  const long = answers(
    'There once was a lighthouse, far out at sea. Its keeper was an old man, and he loved the storms.',
  )

  it('falls silent when spoken over and keeps only what was heard', () => {
    const world = new World({ open: true, reply: long })
    world.say('Tell me a story.')
    world.wait(2500)
    expect(world.snapshot?.phase).toBe('speaking')
    const startedMs = world.time.nowMs
    world.startSpeaking('No, something else please.')
    world.wait(150)
    // The audio window is silent from here on.
    expect(world.commands.at(-1)?.command).toMatchObject({ type: 'duck', ducked: true })
    world.wait(160)
    expect(world.heard.every(({ toMs }) => toMs <= startedMs + 400)).toBe(true)
    world.wait(1000)
    world.stopSpeaking()
    world.wait(15_000)
    const [, cut, next] = world.transcript
    expect(cut).toMatch(/^assistant \(interrupted\): There once was/)
    expect(cut).not.toContain('storms')
    expect(next).toBe('person (complete): No, something else please.')
    expect(world.log.map(({ outcome, interruptedBy }) => [outcome, interruptedBy])).toEqual([
      ['interrupted', 'speech'],
      ['answered', null],
    ])
    const told = world.generations.at(-1)?.messages[1]?.text ?? ''
    expect(cut).toBe(`assistant (interrupted): ${told}`)
  })

  it('stands still for a short sound, then goes on', () => {
    const world = new World({ open: true, reply: long })
    world.say('Tell me a story.')
    world.wait(2500)
    world.audio({
      type: 'speech-start',
      utterance: armed(world),
      startSample: 0,
      speechStartAtMs: world.time.nowMs,
      atMs: world.time.nowMs,
    })
    world.wait(50)
    world.audio({
      type: 'speech-pause',
      utterance: armed(world),
      endSample: 900,
      speechEndAtMs: world.time.nowMs,
      evidence: voiceEvidence({ speechMs: 64 }),
      atMs: world.time.nowMs,
    })
    world.wait(20_000)
    expect(world.ducked).toEqual([true, false])
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['answered'])
  })

  it('does not stay silent when it is muted while it is spoken over', () => {
    const world = new World({ open: true, reply: long })
    world.say('Tell me a story.')
    world.wait(2500)
    world.startSpeaking('No, something else please.')
    world.wait(120)
    expect(world.ducked).toEqual([true])
    world.driver.dispatch({ type: 'muted-set', muted: true, atMs: world.time.nowMs })
    world.wait(20_000)
    expect(world.ducked).toEqual([true, false])
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['answered'])
  })

  it.each(['escape', 'command'] as const)('falls silent at once on %s', (by) => {
    const world = new World({ reply: long })
    world.press()
    world.say('Tell me a story.')
    world.release()
    world.wait(2500)
    const atMs = world.time.nowMs
    world.cancel(by)
    world.wait(20_000)
    expect(world.heard.every(({ toMs }) => toMs <= atMs)).toBe(true)
    expect(world.transcript[1]).toMatch(/^assistant \(interrupted\): There once/)
    expect(world.log).toHaveLength(1)
    expect(world.log[0]?.interruptedBy).toBe(by)
  })

  it('is quiet after a tap of the hotkey, and listens after a hold', () => {
    const tapped = new World({ reply: long })
    tapped.press()
    tapped.say('Tell me a story.')
    tapped.release()
    tapped.wait(2500)
    tapped.tap()
    tapped.wait(20_000)
    expect(tapped.snapshot?.phase).toBe('idle')
    expect(tapped.log.map(({ interruptedBy }) => interruptedBy)).toEqual(['hotkey'])

    const held = new World({ reply: long })
    held.press()
    held.say('Tell me a story.')
    held.release()
    held.wait(2500)
    held.press()
    held.say('What is two plus two?')
    held.release()
    held.wait(20_000)
    expect(held.log.map(({ outcome }) => outcome)).toEqual(['interrupted', 'answered'])
  })

  it('speaks nothing of a reply that was cancelled while it was thought about', () => {
    const world = new World({ reply: long })
    world.press()
    world.say('Tell me a story.')
    world.release()
    world.wait(300)
    world.cancel()
    world.wait(20_000)
    expect(world.heard).toEqual([])
    expect(world.transcript).toEqual(['person (complete): Tell me a story.'])
    expect(world.log[0]?.outcome).toBe('cancelled')
  })
})

const armed = (world: World): number => {
  const { listening } = world.driver.state
  if (listening.kind === 'closed') throw new Error('the ear is closed')
  return listening.utterance
}

describe('when something fails', () => {
  it('stores the words before any reply is attempted', () => {
    const world = new World({ open: true })
    world.say('Remember this.')
    world.wait(8000)
    expect(world.storedBeforeGeneration).toEqual([true])
  })

  it('asks for the words again when the transcript fails, and answers', () => {
    const world = new World({ faults: { transcription: 2 } })
    world.press()
    world.say('What is two plus two?')
    world.release()
    world.wait(10_000)
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['answered'])
  })

  it('leaves the journal for the next start when the words cannot be made out', () => {
    const world = new World({ faults: { transcription: 9 } })
    world.press()
    world.say('What is two plus two?')
    world.release()
    world.wait(10_000)
    expect(world.snapshot?.attention?.code).toBe('worker.crashed')
    expect(world.forgotten).toEqual([])
  })

  it('tries an unheard reply once more when the language worker dies', () => {
    const world = new World({ faults: { generation: 1 } })
    world.press()
    world.say('What is two plus two?')
    world.release()
    world.wait(10_000)
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['answered'])
    expect(world.generations).toHaveLength(2)
  })

  it('shows a transcript while it is told, answers nothing of it before it is whole, and forgets it', () => {
    const world = new World({ faults: { transcriptionMs: 1000 }, reply: answers('Paris.') })
    world.press()
    world.say('What is the capital of France?')
    world.release()
    world.wait(400)
    const listened = world.commands.findLast(({ command }) => command.type === 'listen')?.command
    const utterance = listened?.type === 'listen' ? listened.utterance : 0
    const tell = (tentative: string) => {
      const { nowMs: atMs } = world.time
      const words = { committed: '', tentative }
      world.driver.dispatch({ type: 'transcript-partial', utterance, ...words, atMs })
    }
    tell('What is the')
    expect(world.snapshot?.person).toEqual({ committed: '', tentative: 'What is the' })
    expect(world.generations).toEqual([])
    world.wait(1000)
    expect(world.snapshot?.person.committed).toBe('What is the capital of France?')
    // One that was under way is older than the words are.
    tell('What is')
    expect(world.snapshot?.person).toEqual({
      committed: 'What is the capital of France?',
      tentative: '',
    })
    world.wait(10_000)
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['answered'])
  })

  it('says the clauses that are there when generation breaks off, and marks the turn', () => {
    const world = new World({
      faults: { generation: 1, generationAfter: 40 },
      reply: answers(
        'There once was a lighthouse, far out at sea. Its keeper was an old man, and he loved the storms. He had a cat and a dog and a bird and a very large number of books about the sea and all its ships.',
      ),
    })
    world.press()
    world.say('Tell me a story.')
    world.release()
    world.wait(40_000)
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['failed'])
    expect(world.transcript[1]).toMatch(/^assistant \(failed\): There once was/)
    expect(world.snapshot?.attention?.code).toBe('worker.crashed')
  })

  it.each([
    ['in the voice', false],
    ['by the model itself', true],
  ])(
    'keeps what a filter has left of a reply that is said %s, marks it, and does not ask again',
    (_how, voiced) => {
      const faults = { filtered: 1, filteredAfter: 8 }
      const reply = 'There once was a lighthouse, far out at sea. Its keeper was an old man.'
      const world = new World({ reply: answers(reply), faults, voiced })
      world.press()
      world.say('Tell me a story.')
      world.release()
      world.wait(20_000)
      expect(world.transcript[1]).toBe(
        'assistant (filtered): There once was a lighthouse, far out at',
      )
      expect(world.log.map(({ outcome, errorCode }) => [outcome, errorCode])).toEqual([
        ['failed', 'provider.filtered'],
      ])
      expect(world.snapshot?.attention).toMatchObject({
        code: 'provider.filtered',
        params: { provider: 'Groq' },
      })
      expect(world.generations).toHaveLength(1)
      // The next question is one like any other, and the model is told what was heard.
      world.press()
      world.say('Why?')
      world.release()
      world.wait(20_000)
      expect(world.log.map(({ outcome }) => outcome)).toEqual(['failed', 'answered'])
      expect(world.generations.at(-1)?.messages.at(-2)?.text).toMatch(/^There once was .* out at$/)
      expect(world.snapshot?.attention).toBeNull()
    },
  )

  it('ends a reply that falls silent in the middle, and keeps what was heard of it', () => {
    const reply = 'There once was a lighthouse far out at sea.'
    const world = new World({ reply: answers(reply), faults: { playbackStopsAtMs: 1500 } })
    world.press()
    world.say('Tell me a story.')
    world.release()
    world.wait(12_000)
    expect(world.snapshot?.phase).toBe('speaking')
    world.wait(8000)
    expect(world.snapshot?.attention?.code).toBe('speaker.stalled')
    const atMs = world.time.nowMs
    const generation = world.generations.at(-1)?.generation ?? 0
    const late = { index: 0, playedMs: 1600, chunkMs: 2700 }
    world.audio({ type: 'playback-progress', generation, ...late, atMs })
    expect(world.transcript[1]).toBe('assistant (failed): There once was a')
    expect(world.log.map(({ outcome, errorCode }) => [outcome, errorCode])).toEqual([
      ['failed', 'speaker.stalled'],
    ])
    world.faults.playbackStopsAtMs = Infinity
    world.press()
    world.say('What happened then?')
    world.release()
    world.wait(10_000)
    expect(world.generations.at(-1)?.messages).toContainEqual({
      role: 'assistant',
      text: 'There once was a',
    })
    expect(world.log.at(-1)?.outcome).toBe('answered')
  })

  it('ends a reply whose sound is there and is never played', () => {
    const world = new World({ faults: { playbackStopsAtMs: 0 } })
    world.press()
    world.say('What is two plus two?')
    world.release()
    world.wait(30_000)
    expect(world.snapshot?.attention?.code).toBe('speaker.stalled')
    expect(world.generations).toHaveLength(1)
    expect(world.time.waiting).toBe(0)
  })

  it('logs how long a reply sounded, and not how long it stood still before it broke off', () => {
    const world = new World({
      reply: answers('There once was a lighthouse far out at sea. Its keeper was old.'),
      faults: { generationHangsAfter: 11 },
    })
    world.press()
    world.say('Tell me a story.')
    world.release()
    world.wait(30_000)
    world.cancel()
    world.wait(100)
    const reply = world.log[0]?.timeline.find(({ kind }) => kind === 'reply')
    if (reply?.kind !== 'reply') throw new Error('no reply was logged')
    expect(reply.heardMs).toBe(world.log[0]?.replyHeardMs)
    expect(reply.untilMs - reply.atMs).toBeLessThan(10_000)
    expect(reply.untilMs - reply.atMs).toBeGreaterThan(2000)
  })

  it('waits for a next clause that is slow to come, though nothing sounds meanwhile', () => {
    const world = new World({
      reply: answers('There once was a lighthouse far out at sea. Its keeper was old.'),
      faults: { generationHangsAfter: 11 },
    })
    world.press()
    world.say('Tell me a story.')
    world.release()
    world.wait(30_000)
    expect(world.heard).not.toEqual([])
    expect(world.snapshot?.phase).toBe('speaking')
    expect(world.snapshot?.attention).toBeNull()
  })

  it('logs the engines that served it, also where others serve by the time it ends', () => {
    const world = new World({ reply: answers('It is four, and that is all there is to say.') })
    world.press()
    world.say('What is two plus two.')
    world.release()
    world.waitFor(() => world.generations.length > 0)
    world.engines = { ...world.engines, stt: 'other ears' }
    world.waitFor(() => world.heard.length > 0)
    world.engines = { stt: 'other ears', llm: 'other writer', tts: 'other voice' }
    world.wait(20_000)
    expect(world.log.map(({ engines }) => engines)).toEqual([
      { stt: 'ears', llm: 'writer', tts: 'voice' },
    ])
  })

  it('logs the engine that the reply came from where the first attempt failed', () => {
    const world = new World({
      reply: answers('It is four, and that is all there is to say.'),
      faults: { generation: 1, generationAfter: 1 },
    })
    world.press()
    world.say('What is two plus two.')
    world.release()
    world.waitFor(() => world.generations.length === 2)
    world.engines = { ...world.engines, llm: 'other writer' }
    world.wait(20_000)
    expect(world.log[0]).toMatchObject({ outcome: 'answered', engines: { llm: 'other writer' } })
  })

  it('logs a model that speaks by itself as the voice, and nobody where nobody served', () => {
    const voiced = new World({ voiced: true })
    voiced.press()
    voiced.say('What is two plus two.')
    voiced.release()
    voiced.wait(20_000)
    expect(voiced.log[0]?.engines).toEqual({ stt: 'ears', llm: 'writer', tts: 'writer' })
    const silent = new World({ faults: { generation: 99 } })
    silent.press()
    silent.say('What is two plus two.')
    silent.release()
    silent.wait(20_000)
    expect(silent.log[0]?.engines).toEqual({ stt: 'ears', llm: null, tts: null })
  })

  it.each([
    ['worker.crashed', true],
    ['worker.stopped', true],
    ['tts.failed', true],
    ['speaker.stalled', true],
    ['provider.stalled', true],
    ['disk.full', false],
    ['worker.gave-up', false],
    ['hotkey.taken', false],
  ] as const)('shows %s no more when a good answer is heard, or not: %s', (code, isOver) => {
    const world = new World({ open: true })
    world.driver.dispatch({ type: 'attention-raised', error: { code }, atMs: world.time.nowMs })
    world.say('What is two plus two.')
    world.waitFor(() => world.heard.length > 0)
    world.wait(10_000)
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['answered'])
    expect(world.snapshot?.attention?.code).toBe(isOver ? undefined : code)
  })

  it('goes on as ever, and does not look failed, while another engine does what one cannot', () => {
    const world = new World()
    const { driver, time } = world
    const error = { code: 'provider.unreachable', params: { provider: 'Loopback' } } as const
    driver.dispatch({ type: 'attention-raised', error, goesOn: true, atMs: time.nowMs })
    expect(world.snapshot).toMatchObject({ phase: 'idle', attention: error })
    world.press()
    expect(world.snapshot?.attention).toBeNull()
    driver.dispatch({ type: 'attention-raised', error, goesOn: true, atMs: time.nowMs })
    // The ear is open, and nobody has spoken yet.
    expect(world.snapshot).toMatchObject({ phase: 'listening', way: 'hold', attention: error })
    world.say('What is two plus two.')
    world.release()
    world.waitFor(() => world.heard.length > 0)
    driver.dispatch({ type: 'attention-raised', error, goesOn: true, atMs: time.nowMs })
    world.wait(10_000)
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['answered'])
    expect(world.snapshot).toMatchObject({ phase: 'idle', attention: error })
    // The same trouble with nobody to take over.
    driver.dispatch({ type: 'attention-raised', error, atMs: time.nowMs })
    expect(world.snapshot?.phase).toBe('failed')
  })

  it('shows a trouble no more that is said to be over, and goes on showing another one', () => {
    const world = new World()
    const { driver, time } = world
    driver.dispatch({
      type: 'attention-raised',
      error: { code: 'provider.capped' },
      atMs: time.nowMs,
    })
    driver.dispatch({ type: 'attention-resolved', codes: ['disk.full'], atMs: time.nowMs })
    expect(world.snapshot?.attention?.code).toBe('provider.capped')
    driver.dispatch({ type: 'attention-resolved', codes: ['provider.capped'], atMs: time.nowMs })
    expect(world.snapshot?.attention).toBeNull()
    const error = { code: 'worker.stopped', params: { part: 'tts' } } as const
    driver.dispatch({ type: 'attention-raised', error, atMs: time.nowMs })
    const over = { type: 'attention-resolved', codes: [error.code], atMs: time.nowMs } as const
    driver.dispatch({ ...over, part: 'stt' })
    expect(world.snapshot?.attention).toEqual(error)
    driver.dispatch({ ...over, part: 'tts' })
    expect(world.snapshot?.attention).toBeNull()
  })

  it('keeps listening while the key is held though no reply can be made, and tells it at the end', () => {
    const world = new World({ faults: { generation: 99 } })
    world.press()
    world.say('What is two plus two.')
    world.wait(3000)
    expect(world.snapshot?.phase).toBe('listening')
    expect(world.snapshot?.attention).toBeNull()
    world.say('And three plus three?')
    world.release()
    world.wait(10_000)
    expect(world.transcript).toEqual([
      'person (complete): What is two plus two. And three plus three?',
    ])
    expect(world.snapshot?.attention?.code).toBe('worker.crashed')
  })

  it('is not deaf in an open conversation after a reply that failed before the turn was over', () => {
    const world = new World({ open: true, faults: { generation: 4 } })
    world.say('What is two plus two?')
    world.wait(8000)
    world.faults.generation = 0
    world.say('Are you still there?')
    world.wait(8000)
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['failed', 'answered'])
  })

  it('hears a press that comes before the last frames of the one before are in', () => {
    const world = new World()
    world.press()
    world.say('Tell me about')
    world.release()
    world.wait(122)
    world.press()
    world.wait(10)
    world.say('the moon.')
    world.release()
    world.wait(15_000)
    expect(world.transcript[0]).toBe('person (complete): Tell me about the moon.')
  })

  it('does not answer a question later that was taken back', () => {
    const world = new World()
    world.press()
    world.say('Tell me about Rome.')
    world.release()
    world.wait(300)
    world.cancel()
    world.press()
    world.say('What is two plus two?')
    world.release()
    world.wait(10_000)
    expect(world.generations.at(-1)?.messages.map(({ text }) => text)).toEqual([
      'What is two plus two?',
    ])
  })

  it('ends what is under way with the old conversation when a new one is begun', () => {
    const world = new World()
    world.press()
    world.say('Tell me about Rome.')
    world.release()
    world.wait(2500)
    world.driver.dispatch({
      type: 'conversation-started',
      conversationId: 'c2',
      atMs: world.time.nowMs,
    })
    world.wait(10_000)
    expect(world.driver.state.history).toEqual([])
    expect([...world.turns.values()].map(({ conversationId }) => conversationId)).toEqual([
      'c1',
      'c1',
    ])
  })

  it('goes on with an old conversation: the model is told what was said in it', () => {
    const world = new World()
    world.driver.dispatch({
      type: 'conversation-started',
      conversationId: 'old',
      history: [
        { speaker: 'person', text: 'My cat is called Pip.', status: 'complete' },
        { speaker: 'assistant', text: 'A good name.', status: 'complete' },
      ],
      atMs: world.time.nowMs,
    })
    world.press()
    world.say('What is my cat called?')
    world.release()
    world.wait(10_000)
    expect(world.generations.at(-1)?.messages.map(({ text }) => text)).toEqual([
      'My cat is called Pip.',
      'A good name.',
      'What is my cat called?',
    ])
    expect([...world.turns.values()].map(({ conversationId }) => conversationId)).toEqual([
      'old',
      'old',
    ])
  })

  it('keeps the words when no reply can be made, and says so', () => {
    const world = new World({ faults: { generation: 9 } })
    world.press()
    world.say('What is two plus two?')
    world.release()
    world.wait(10_000)
    expect(world.transcript).toEqual(['person (complete): What is two plus two?'])
    expect(world.snapshot?.attention?.code).toBe('worker.crashed')
    expect(world.snapshot?.phase).toBe('failed')
  })

  it('answers though the disk is full, says so, and stores the words when there is room', () => {
    const world = new World({ open: true, faults: { storage: true } })
    world.say('Remember this.')
    world.wait(8000)
    expect(world.snapshot?.attention?.code).toBe('disk.full')
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['answered'])
    // A crash now must not cost the words: their sound is all that the disk has.
    expect(world.forgotten).toEqual([])
    expect(world.driver.isHeld(1)).toBe(true)
    world.faults.storage = false
    world.say('And this.')
    world.wait(8000)
    expect(world.transcript.filter((line) => line.startsWith('person'))).toHaveLength(2)
    expect(world.forgotten).toContain(1)
    expect(world.driver.isHeld(1)).toBe(false)
  })

  it('opens the ear again after the audio window was lost', () => {
    const world = new World({ open: true })
    world.driver.dispatch({ type: 'audio-lost', atMs: world.time.nowMs })
    expect(world.driver.state.listening.kind).toBe('closed')
    world.driver.dispatch({ type: 'audio-ready', atMs: world.time.nowMs })
    world.audio({ type: 'microphone', status: 'ready' })
    world.say('Are you there?')
    world.wait(8000)
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['answered'])
  })

  it('tells why nobody is heard where the detection of speech fails, and not that nobody spoke', () => {
    const world = new World()
    world.tap()
    const error = { code: 'audio.detection-failed' } as const
    world.audio({ type: 'detection-failed', error })
    const { revision } = world.driver.state
    world.audio({ type: 'detection-failed', error })
    expect(world.driver.state.revision).toBe(revision)
    world.wait(DEFAULT_POLICY.tapIdleMs)
    expect(world.snapshot?.attention?.code).toBe('audio.detection-failed')
    world.audio({ type: 'detection-works' })
    expect(world.snapshot?.attention).toBeNull()
  })

  it('tells whoever was speaking when the audio window was lost that their words are kept', () => {
    const world = new World()
    world.press()
    world.startSpeaking('Please remember that')
    world.driver.dispatch({ type: 'audio-lost', atMs: world.time.nowMs })
    expect(world.snapshot?.attention?.code).toBe('audio.lost')
    world.driver.dispatch({ type: 'audio-ready', atMs: world.time.nowMs })
    world.audio({ type: 'microphone', status: 'ready' })
    world.wait(10_000)
    expect(world.snapshot?.attention?.code).toBe('audio.lost')
    expect(world.forgotten).toEqual([])
  })

  it('says nothing of lost words where the audio window was lost while nobody spoke', () => {
    const world = new World({ open: true })
    world.driver.dispatch({ type: 'audio-lost', atMs: world.time.nowMs })
    expect(world.snapshot?.attention).toBeNull()
  })
})

describe('a microphone that is pulled out', () => {
  it('is told at once and stays told, while the key is down and after the answer', () => {
    const world = new World()
    world.press()
    world.startSpeaking('What is two plus two?')
    world.audio({ type: 'microphone', status: 'failed', error: { code: 'microphone.lost' } })
    world.wait(300)
    expect(world.snapshot?.attention?.code).toBe('microphone.lost')
    world.release()
    world.wait(8000)
    expect(world.snapshot?.attention?.code).toBe('microphone.lost')
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['answered'])
  })
})

describe('mute', () => {
  it('stops the microphone and listens to nothing', () => {
    const world = new World({ open: true })
    world.driver.dispatch({ type: 'muted-set', muted: true, atMs: world.time.nowMs })
    world.say('Can you hear me?')
    world.press()
    world.wait(5000)
    expect(world.generations).toEqual([])
    expect(world.snapshot?.attention?.code).toBe('microphone.muted')
    expect(world.driver.state.listening.kind).toBe('closed')
  })

  it('still answers what had been said', () => {
    const world = new World({ open: true })
    world.startSpeaking('What is two plus two?')
    world.wait(1500)
    world.driver.dispatch({ type: 'muted-set', muted: true, atMs: world.time.nowMs })
    world.wait(8000)
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['answered'])
  })
})

describe('a bug in one effect', () => {
  it('is thrown on, and costs neither the other effects nor what is shown', () => {
    const faults = { logging: true }
    const world = new World({ reply: answers('It is four.'), faults })
    world.press()
    world.say('What is two plus two?')
    world.release()
    expect(() => world.wait(6000)).toThrow('a bug of the log')
    expect(world.snapshot?.phase).toBe('idle')
    expect(world.transcript.at(-1)).toBe('assistant (complete): It is four.')
    faults.logging = false
    world.wait(6000)
    world.press()
    world.say('And two plus three?')
    world.release()
    world.wait(10_000)
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['answered'])
  })
})
