import { describe, expect, it } from 'vitest'
import { DEFAULT_POLICY } from '../../electron/core/conversation/policy.ts'
import { World } from './world.ts'

const { certainMs, unsureMs, openMs } = DEFAULT_POLICY.endpointing
const answers = (text: string) => () => text
const withPatience = (patience: 'quick' | 'balanced' | 'patient') => ({
  policy: { endpointing: { ...DEFAULT_POLICY.endpointing, patience } },
})

/** When the reply was first heard, after now. */
const replyAfter = (world: World, sinceMs: number): number =>
  (world.heard.find(({ fromMs }) => fromMs >= sinceMs)?.fromMs ?? Number.NaN) - sinceMs

describe('the end of a turn', () => {
  it('comes as soon as the detector and the words agree', () => {
    const world = new World({ open: true, score: () => 0.97 })
    world.say('What is the capital of France?')
    const saidAtMs = world.time.nowMs
    world.wait(12_000)
    expect(world.log[0]?.marks['turn-end']).toBe(saidAtMs + certainMs)
    expect(world.log[0]?.turnEndReason).toBe(
      '0.36 s silence, complete 0.87, voice 0.97, sentence closed',
    )
  })

  it('waits through a thinking pause that the detector hears', () => {
    const world = new World({ open: true, score: (said) => (said.includes('moon') ? 0.95 : 0.05) })
    world.say('I was thinking about.')
    world.wait(1400)
    expect(world.snapshot?.phase).toBe('listening')
    world.say('the moon tonight.')
    world.wait(8000)
    expect(world.transcript[0]).toBe('person (complete): I was thinking about. the moon tonight.')
    expect(world.log).toHaveLength(1)
    expect(world.heard.every(({ fromMs }) => fromMs > 1_003_000)).toBe(true)
  })

  it('lets a late score shorten a wait that had begun without it, and lengthen it', () => {
    const confident = new World({ open: true, score: () => 0.98, wordsScore: () => 0.9 })
    const doubtful = new World({ open: true, score: () => 0.02, wordsScore: () => 0.002 })
    for (const world of [confident, doubtful]) world.say('Turn on the light')
    const saidAtMs = confident.time.nowMs
    for (const world of [confident, doubtful]) world.wait(15_000)
    const endOf = (world: World) => (world.log[0]?.marks['turn-end'] ?? 0) - saidAtMs
    expect(endOf(confident)).toBe(certainMs)
    expect(endOf(doubtful)).toBe(openMs)
  })

  it('waits where the model that reads the words hears a sentence that breaks off', () => {
    const wordsScore = (said: string) => (said.endsWith('Seven?') ? 0.95 : 0.0002)
    const world = new World({ open: true, score: () => 0.98, wordsScore })
    world.say('What is twelve plus.')
    world.wait(1300)
    expect(world.snapshot?.phase).toBe('listening')
    world.say('Seven?')
    const saidAtMs = world.time.nowMs
    world.wait(9000)
    expect(world.log).toHaveLength(1)
    expect((world.log[0]?.marks['turn-end'] ?? 0) - saidAtMs).toBe(certainMs)
  })

  it('does not take the score of an earlier pause for this one', () => {
    const world = new World({ open: true })
    world.say('Turn on')
    world.wait(200)
    const utterance = 1
    world.driver.dispatch({
      type: 'turn-score',
      utterance,
      endSample: 1,
      probability: 0.99,
      atMs: world.time.nowMs,
    })
    world.wait(unsureMs - 250)
    expect(world.log).toEqual([])
    expect(world.heard).toEqual([])
  })

  it('never comes before the release of a held key, whatever the score', () => {
    const world = new World({ score: () => 0.99 })
    world.press()
    world.say('What is the capital of France?')
    world.wait(8000)
    expect(world.heard).toEqual([])
    world.release()
    world.wait(300)
    expect(world.heard).not.toEqual([])
    expect(world.log[0]?.turnEndReason ?? 'released').toBe('released')
  })

  it('comes sooner for the quick and later for the patient', () => {
    const ends = (['quick', 'balanced', 'patient'] as const).map((patience) => {
      const world = new World({ open: true, score: () => 0.97, ...withPatience(patience) })
      world.say('What is it?')
      const saidAtMs = world.time.nowMs
      world.wait(12_000)
      return (world.log[0]?.marks['turn-end'] ?? 0) - saidAtMs
    })
    expect(ends).toEqual(ends.toSorted((a, b) => a - b))
    expect(new Set(ends).size).toBe(3)
  })
})

describe('what is learned of pauses', () => {
  it('are those after which the person went on, in this turn', () => {
    const world = new World({ open: true, score: (said) => (said.endsWith('?') ? 0.95 : 0.05) })
    world.say('I wonder')
    world.wait(700)
    world.say('whether it rains tomorrow?')
    world.wait(9000)
    expect(world.pausesMs).toEqual([700])
  })

  it('includes the pause that was taken for the end of the turn', () => {
    const world = new World({ open: true, score: () => 0.97 })
    world.say('What is the capital')
    world.wait(certainMs + 20)
    world.say('of Italy?')
    world.wait(9000)
    expect(world.pausesMs).toEqual([certainMs + 20])
  })

  it('is nothing where the key decides', () => {
    const world = new World()
    world.press()
    world.say('I wonder')
    world.wait(900)
    world.say('whether it rains?')
    world.release()
    world.wait(9000)
    expect(world.pausesMs).toEqual([])
  })
})

describe('speech that goes on after the decision', () => {
  it('is joined to the turn, and nothing is answered twice', () => {
    const world = new World({ open: true, score: () => 0.97 })
    world.say('Tell me the news.')
    world.wait(certainMs + 30)
    world.say('about the moon and the stars.')
    world.wait(15_000)
    expect(world.transcript).toHaveLength(2)
    expect(world.transcript[0]).toBe(
      'person (complete): Tell me the news. about the moon and the stars.',
    )
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['answered'])
    expect(world.log[0]?.timeline.map(({ kind }) => kind)).toContain('joined')
    expect(world.log[0]?.discardedSpeculations).toBeGreaterThan(0)
  })

  it('ends the pause when it began, and not when the turn was taken for over meanwhile', () => {
    const world = new World({ open: true, score: () => 0.2 })
    world.say('I would like to know')
    world.wait(1500)
    world.say('how many days are in a week?')
    world.wait(15_000)
    const trace = world.log[0]?.timeline ?? []
    const at = trace.findIndex(({ kind }) => kind === 'joined')
    const pause = trace.slice(0, at).findLast((entry) => entry.kind === 'pause')
    expect(pause).toMatchObject({ ended: true, untilMs: trace[at]?.atMs })
    expect(pause?.reason).toMatch(/^1\.50 s silence, /)
  })

  it('is joined also where the reply had just begun to sound', () => {
    const world = new World({
      open: true,
      score: () => 0.97,
      wordsScore: () => 0.5,
      reply: answers('It is a big place.'),
    })
    world.say('What is the capital')
    world.wait(certainMs + 300)
    expect(world.snapshot?.phase).toBe('speaking')
    world.say('of Italy and of France?')
    world.wait(15_000)
    expect(world.transcript).toEqual([
      'person (complete): What is the capital of Italy and of France?',
      'assistant (complete): It is a big place.',
    ])
    expect(world.log).toHaveLength(1)
  })

  it('does not let a cough before the first sound cost the answer', () => {
    const world = new World({ open: true, score: () => 0.97, policy: { speculate: false } })
    world.say('What is the weather?')
    world.wait(certainMs + 20)
    world.startSpeaking('')
    world.stopSpeaking()
    world.wait(12_000)
    expect(world.generations).toHaveLength(1)
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['answered'])
  })
})

it('shows nothing of a reply before the turn is over', () => {
  const world = new World({ open: true, score: () => 0.02 })
  world.say('I would like to know')
  world.wait(800)
  expect(world.generations).not.toEqual([])
  expect(world.snapshot?.reply).toEqual({ heard: '', coming: '' })
  world.wait(9000)
  expect(world.snapshot?.reply.heard).not.toBe('')
})

it('a complaint that nobody spoke is over when somebody was answered', () => {
  const world = new World({ open: true })
  world.driver.dispatch({
    type: 'attention-raised',
    error: { code: 'sound.no-speech' },
    atMs: world.time.nowMs,
  })
  world.say('What is the capital of France?')
  world.wait(9000)
  expect(world.snapshot?.attention).toBeNull()
})

describe('what the turn inspector is told', () => {
  it('is speech, pauses with their scores, speculations and the reply, in order', () => {
    const world = new World({
      open: true,
      score: (said) => (said.includes('Rome') ? 0.95 : 0.1),
      wordsScore: (said) => (said.includes('Rome') ? 0.9 : 0.02),
    })
    world.say('Tell me something.')
    world.wait(900)
    world.say('about Rome.')
    world.wait(15_000)
    const timeline = world.log[0]?.timeline ?? []
    expect(timeline.map(({ kind }) => kind)).toEqual([
      'speech',
      'speculation',
      'pause',
      'speech',
      'pause',
      'speculation',
      'reply',
    ])
    const pauses = timeline.filter((entry) => entry.kind === 'pause')
    expect(pauses.map(({ score, ended }) => [score, ended])).toEqual([
      [0.1, false],
      [0.95, true],
    ])
    expect(pauses[0]?.reason).toBe(
      '0.90 s silence, complete 0.15, voice 0.10, words 0.02, sentence closed',
    )
    const kept = timeline.filter((entry) => entry.kind === 'speculation').map(({ kept }) => kept)
    expect(kept).toEqual([false, true])
    for (const entry of timeline) {
      if ('untilMs' in entry) expect(entry.untilMs).toBeGreaterThanOrEqual(entry.atMs)
    }
  })
})

describe('noise', () => {
  it('makes no turn where words were made out of what was hardly a voice', () => {
    for (const evidence of [{ meanProbability: 0.4 }, { aboveNoiseDb: 1 }]) {
      const world = new World({ open: true, evidence })
      world.say('Thank you for watching.')
      world.wait(8000)
      expect(world.heard).toEqual([])
      expect(world.log).toEqual([])
      expect(world.transcript).toEqual([])
      expect(world.snapshot?.person).toEqual({ committed: '', tentative: '' })
      expect(world.snapshot?.phase).toBe('listening')
    }
  })

  it('makes none either where its words come only after the turn had to be taken for over', () => {
    const world = new World({
      open: true,
      evidence: { meanProbability: 0.4 },
      faults: { transcriptionMs: 3000 },
    })
    world.say('Thank you for watching.')
    world.wait(9000)
    expect(world.heard).toEqual([])
    expect(world.transcript).toEqual([])
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['no-speech'])
  })

  it('is still answered with the key held: who holds a key means it', () => {
    const world = new World({ evidence: { aboveNoiseDb: 1 } })
    world.press()
    world.say('What is the time?')
    world.release()
    world.wait(9000)
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['answered'])
  })
})

describe('when the answer takes long', () => {
  const slow = { policy: { acknowledgeAfterMs: 1000 }, faults: { generationHangsAfter: 0 } }

  it('says so once, a second after the end of the turn', () => {
    const world = new World({ open: true, score: () => 0.97, ...slow })
    world.say('What is the meaning of life?')
    const endAtMs = world.time.nowMs + certainMs
    world.wait(12_000)
    expect(world.interludes).toHaveLength(1)
    expect((world.interludes[0]?.atMs ?? 0) - endAtMs).toBe(1000)
    expect(DEFAULT_POLICY.phrases.oneMoment).toContain(world.interludes[0]?.text)
  })

  it('does not where the answer is there in time, or where it was switched off', () => {
    const quick = new World({ open: true })
    const off = new World({ open: true, ...slow, policy: { acknowledgeAfterMs: null } })
    for (const world of [quick, off]) {
      world.say('What is the meaning of life?')
      world.wait(12_000)
      expect(world.interludes).toEqual([])
    }
  })

  it('falls silent when it is cancelled before there is any reply', () => {
    const world = new World({ ...slow, faults: { transcriptionHangs: true } })
    world.press()
    world.say('What is the meaning of life?')
    world.release()
    world.wait(2000)
    expect(world.interludes).toHaveLength(1)
    world.cancel()
    const stopped = world.commands.filter(({ command }) => command.type === 'stop')
    expect(stopped).toHaveLength(1)
  })

  it('falls silent when the person speaks', () => {
    const world = new World({ open: true, score: () => 0.97, ...slow })
    world.say('What is the meaning of life?')
    world.wait(certainMs + 1050)
    world.startSpeaking('and of everything?')
    const stopped = world.commands.filter(({ command }) => command.type === 'stop')
    expect(stopped).not.toEqual([])
  })
})

it('answers in less than the old wait, however it is measured', () => {
  const world = new World({ open: true, score: () => 0.97 })
  world.say('What is the capital of France?')
  const saidAtMs = world.time.nowMs
  world.wait(4000)
  // The work overlaps the silence: whichever takes longer counts, never both.
  expect(replyAfter(world, saidAtMs)).toBeLessThan(certainMs + 350)
})
