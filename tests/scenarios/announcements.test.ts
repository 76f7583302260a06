import { describe, expect, it } from 'vitest'
import { World } from './world.ts'

const OUT = 'Groq cannot be used now.'
const BACK = 'Groq is back.'
const REPLY = 'Paris is the capital of France.'

const open = (options: ConstructorParameters<typeof World>[0] = {}) => {
  const world = new World({ reply: () => REPLY, ...options })
  const announce = (text: string) =>
    world.driver.dispatch({ type: 'announcement', text, atMs: world.time.nowMs })
  const ask = (words = 'What is the capital of France?') => {
    world.press()
    world.say(words)
    world.release()
  }
  /** What was said of each generation that speech was asked for. */
  const said = () =>
    [...new Set(world.spoken.map(({ generation }) => generation))].map((one) =>
      world.spoken.flatMap(({ generation, text }) => (generation === one ? [text] : [])),
    )
  return { world, announce, ask, said }
}

describe('an announcement', () => {
  it('is said once, in front of the next reply', () => {
    const { world, announce, ask, said } = open()
    announce(OUT)
    expect(said()).toEqual([])
    ask()
    world.wait(10_000)
    ask()
    world.wait(10_000)
    expect(said()).toEqual([[OUT, REPLY], [REPLY]])
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['answered', 'answered'])
  })

  it('that is withdrawn before it was said is not said, and one that came after it is', () => {
    const { world, announce, ask, said } = open()
    announce(OUT)
    const withdraw = (text: string) =>
      world.driver.dispatch({ type: 'announcement-withdrawn', text, atMs: world.time.nowMs })
    withdraw(OUT)
    ask()
    world.wait(10_000)
    announce(BACK)
    withdraw(OUT)
    ask()
    world.wait(10_000)
    expect(said()).toEqual([[REPLY], [BACK, REPLY]])
  })

  it('is no part of the reply that is stored, nor of what the model is told', () => {
    const { world, announce, ask } = open()
    announce(OUT)
    ask()
    world.wait(10_000)
    ask('And of Spain?')
    world.wait(10_000)
    expect(JSON.stringify([...world.turns.values()])).not.toContain('Groq')
    expect(JSON.stringify(world.generations)).not.toContain('Groq')
    expect(world.transcript[1]).toBe(`assistant (complete): ${REPLY}`)
  })

  it('is not shown as a caption, while the reply behind it is', () => {
    const { world, announce, ask } = open()
    announce(OUT)
    ask()
    world.wait(1000)
    expect(world.snapshot?.phase).toBe('speaking')
    expect(JSON.stringify(world.snapshot)).not.toContain('Groq')
    expect(JSON.stringify(world.snapshot)).toContain('Paris')
  })

  it('survives a reply that is dropped because the person goes on', () => {
    const { world, announce, said } = open({ open: true })
    announce(OUT)
    world.say('What is the capital')
    world.wait(500)
    world.say('of France?')
    world.wait(15_000)
    expect(said().length).toBeGreaterThan(1)
    expect(said().at(-1)).toEqual([OUT, REPLY])
    world.say('And of Spain?')
    world.wait(15_000)
    expect(said().at(-1)).toEqual([REPLY])
  })

  it('is said by the reply that is made anew after one that failed unheard', () => {
    const { world, announce, ask, said } = open({ faults: { generation: 1, generationAfter: 4 } })
    announce(OUT)
    ask()
    world.wait(10_000)
    expect(said().at(-1)).toEqual([OUT, REPLY])
    expect(world.transcript[1]).toBe(`assistant (complete): ${REPLY}`)
  })

  it('is said by the next reply where there was nothing to be said in this one', () => {
    const { world, announce, ask, said } = open({
      reply: (question) => (question.includes('smile') ? '🙂' : REPLY),
    })
    announce(OUT)
    ask('Give me a smile.')
    world.wait(10_000)
    expect(said()).toEqual([])
    ask()
    world.wait(10_000)
    expect(said()).toEqual([[OUT, REPLY]])
  })

  it('that comes while another is being prepared is said by the next reply', () => {
    const { world, announce, ask, said } = open()
    announce(OUT)
    ask()
    // The clause is made, and not heard yet.
    while (world.spoken.length === 0) world.wait(5)
    announce(BACK)
    world.wait(10_000)
    ask()
    world.wait(10_000)
    expect(said()).toEqual([
      [OUT, REPLY],
      [BACK, REPLY],
    ])
  })

  it('gives way to a newer one that nobody has heard yet either', () => {
    const { world, announce, ask, said } = open()
    announce(OUT)
    announce(BACK)
    ask()
    world.wait(10_000)
    expect(said()).toEqual([[BACK, REPLY]])
  })

  it('can be interrupted: nothing of the reply was heard then, and it is not said again', () => {
    const { world, announce, ask, said } = open()
    announce(OUT)
    ask()
    while (world.heard.length === 0) world.wait(5)
    world.wait(300)
    world.cancel()
    world.wait(2000)
    expect(world.transcript.join('\n')).not.toContain('Paris')
    ask('And of Spain?')
    world.wait(10_000)
    expect(said().at(-1)).toEqual([REPLY])
  })
})

describe('an announcement in front of a reply that the model says by itself', () => {
  /** What was heard, in its order. */
  const heard = (world: World) => world.heard.map(({ index }) => index)
  const latest = (world: World) => world.commands.map(({ command }) => command)

  it('is heard once, and then the whole reply', () => {
    const { world, announce, ask, said } = open({ voiced: true })
    announce(OUT)
    ask()
    world.wait(10_000)
    expect(said()).toEqual([[OUT]])
    expect(heard(world)).toEqual([0, 1])
    expect(world.transcript[1]).toBe(`assistant (complete): ${REPLY}`)
    ask()
    world.wait(10_000)
    expect(said()).toEqual([[OUT]])
    expect(heard(world)).toEqual([0, 1, 0])
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['answered', 'answered'])
  })

  it('is heard also where the fall to that model happens in the turn itself', () => {
    const { world, announce, ask } = open({ voiced: true })
    ask()
    while (world.generations.length === 0) world.wait(5)
    announce(OUT)
    world.wait(10_000)
    expect(heard(world)).toEqual([0, 1])
    expect(world.spoken.map(({ text }) => text)).toEqual([OUT])
  })

  it('waits for the next reply where this one has begun', () => {
    const { world, announce, ask, said } = open({ voiced: true })
    ask()
    while (world.snapshot?.reply.coming === '') world.wait(5)
    announce(OUT)
    world.wait(10_000)
    expect(heard(world)).toEqual([0])
    ask()
    world.wait(10_000)
    expect(said()).toEqual([[OUT]])
    expect(heard(world)).toEqual([0, 0, 1])
  })

  it('that nobody can say costs nothing of the reply, and is not tried again', () => {
    const { world, announce, ask } = open({ voiced: true, faults: { synthesis: 1 } })
    announce(OUT)
    ask()
    world.wait(10_000)
    expect(world.transcript[1]).toBe(`assistant (complete): ${REPLY}`)
    expect(heard(world)).toEqual([1])
    expect(latest(world)).toContainEqual(expect.objectContaining({ type: 'skip', index: 0 }))
    ask()
    world.wait(10_000)
    expect(world.spoken).toHaveLength(1)
    expect(world.log.map(({ outcome }) => outcome)).toEqual(['answered', 'answered'])
  })

  it('counts as nothing of what was heard of the model', () => {
    const { world, announce, ask } = open({ voiced: true })
    announce(OUT)
    ask()
    while (heard(world).at(-1) !== 1) world.wait(5)
    world.wait(900)
    world.cancel()
    world.wait(2000)
    const [told] = world.heardOfModel
    expect(told?.heardMs).toBeGreaterThan(0)
    expect(told?.heardMs).toBeLessThanOrEqual(1000)
    expect(world.transcript[1]).toBe('assistant (interrupted): Paris is the')
  })
})
