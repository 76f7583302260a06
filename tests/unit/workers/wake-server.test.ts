import { describe, expect, it } from 'vitest'
import { FRAME_MS } from '../../../electron/contracts/audio.ts'
import { settle } from '../stt/tone-utterance.ts'
import { serve } from './wake-listener.ts'

describe('WakeServer', () => {
  it('says when it waits, and for which phrases it does not', async () => {
    const { events } = serve()
    await settle()
    expect(events).toEqual([
      { type: 'ready', model: 'scripted', loadMs: 0, tooCommon: ['Okay computer'] },
    ])
  })

  it('wakes at the pause after the phrase, and says that nothing followed', async () => {
    const { frames, tell, woken } = serve([0.8])
    await frames(25)
    await tell('pause')
    expect(woken()).toEqual([
      {
        type: 'woken',
        phrase: 'Hey Warbler',
        score: 0.8,
        threshold: 0.5,
        startedAtMs: 0,
        endedAtMs: 25 * FRAME_MS,
        alone: true,
        voice: null,
      },
    ])
  })

  it('wakes while somebody speaks on, without waiting for a pause', async () => {
    const { frames, woken } = serve([0.8])
    await frames(60)
    expect(woken()).toMatchObject([{ alone: false }])
  })

  it('wakes once in a stretch, and again in the next', async () => {
    const { frames, tell, woken } = serve([0.8, 0.8, 0.8, 0.8, 0.8])
    await frames(60)
    await tell('pause')
    await tell('close')
    expect(woken()).toHaveLength(1)
    await frames(30, 2)
    await tell('pause', 2)
    expect(woken()).toHaveLength(2)
  })

  it('wakes nobody below the score that counts', async () => {
    const { frames, tell, woken } = serve([0.49])
    await frames(25)
    await tell('pause')
    expect(woken()).toEqual([])
  })

  it('looks again and again while somebody talks, at no more than a phrase takes', async () => {
    const { asked, frames, tell } = serve()
    await frames(27)
    expect(asked).toEqual([])
    await frames(1)
    await frames(14)
    await frames(14)
    await tell('pause')
    expect(asked).toEqual([
      { frames: 28, isPaused: false },
      { frames: 42, isPaused: false },
      { frames: 56, isPaused: false },
      { frames: 56, isPaused: true },
    ])
  })

  it('passes over pieces that came while it was looking, but for the newest', async () => {
    const { asked, frames } = serve()
    await frames(4000)
    expect(asked.length).toBeGreaterThan(0)
    expect(asked.length).toBeLessThan(4)
  })

  it('tells of attempts while the phrase is tried out, and wakes nobody by them', async () => {
    const { events, server, frames, tell, woken } = serve([0.4, 0.8, 0.05])
    server.handle({ type: 'try-out', on: true }, [])
    for (const stretch of [1, 2, 3]) {
      await frames(25, stretch)
      await tell('pause', stretch)
    }
    expect(woken()).toEqual([])
    const heard = events.flatMap((event) => (event.type === 'heard' ? [event.score] : []))
    expect(heard).toEqual([0.4, 0.8])
    server.handle({ type: 'try-out', on: false }, [])
    expect(JSON.stringify(events)).not.toContain('woken')
  })

  it('does not wake by what was still said as a try when that ended', async () => {
    const { server, frames, tell, woken } = serve([0.8, 0.8, 0.8, 0.8, 0.8])
    server.handle({ type: 'try-out', on: true }, [])
    await frames(40)
    await tell('pause')
    server.handle({ type: 'try-out', on: false }, [])
    await frames(40)
    await tell('pause')
    expect(woken()).toEqual([])
    await tell('close')
    await frames(40, 2)
    await tell('pause', 2)
    expect(woken()).toHaveLength(1)
  })

  it('goes on after a failure, which it tells', async () => {
    const { events, frames, tell, woken } = serve([new Error('broken'), 0.8])
    await frames(25)
    await tell('pause')
    expect(events.at(-1)).toMatchObject({ type: 'failed', error: { code: 'wake.failed' } })
    await frames(25, 2)
    await tell('pause', 2)
    expect(woken()).toHaveLength(1)
  })
})
