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
    await frames(40)
    expect(asked).toEqual([])
    await frames(1)
    await frames(14)
    await frames(14)
    await tell('pause')
    expect(asked).toEqual([
      { frames: 41, isPaused: false },
      { frames: 55, isPaused: false },
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

  it('begins anew with a new window, whose stretches are counted from the beginning', async () => {
    const { server, frames, woken } = serve([0.8, 0.8])
    await frames(45)
    expect(woken()).toHaveLength(1)
    server.handle({ type: 'attach-wake' }, [])
    await frames(45)
    expect(woken()).toHaveLength(2)
  })

  it('is called by no try that is still looked at when trying is over', async () => {
    const { server, frames, tell, woken } = serve([0.1, 0.9, 0.9])
    server.handle({ type: 'try-out', on: true }, [])
    await frames(45)
    const told = [tell('pause'), tell('close')]
    server.handle({ type: 'try-out', on: false }, [])
    await Promise.all(told)
    expect(woken()).toEqual([])
    await frames(45, 2)
    expect(woken()).toHaveLength(1)
  })

  it('tells of a try that was nothing like the phrase, with how loud it was, once it is over', async () => {
    const { events, server, frames, tell } = serve([0.02, 0.05])
    server.handle({ type: 'try-out', on: true }, [])
    const heard = () => events.filter((event) => event.type === 'heard')
    await frames(45, 1, 200)
    await tell('pause')
    expect(heard()).toEqual([])
    await tell('close')
    expect(heard()).toMatchObject([{ score: 0.05, words: '', threshold: 0.5, clipped: 0 }])
    expect(heard()[0]?.levelDb).toBeCloseTo(-23, 0)
  })

  it('tells of a try once, and of what is shorter than a word not at all', async () => {
    const { events, server, frames, tell } = serve([0.8])
    const heard = () => events.filter((event) => event.type === 'heard')
    server.handle({ type: 'try-out', on: true }, [])
    await frames(20, 1, 200)
    await tell('pause')
    await tell('close')
    expect(heard()).toHaveLength(1)
    await frames(4, 2, 200)
    await tell('pause', 2)
    await tell('close', 2)
    expect(heard()).toHaveLength(1)
  })

  it('tells of nothing that was said while nobody tries', async () => {
    const { events, frames, tell } = serve([0.05])
    await frames(20, 1, 200)
    await tell('pause')
    await tell('close')
    expect(events.filter((event) => event.type === 'heard')).toEqual([])
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

  it('says that it hears nothing once looks fail one after another, and when they succeed again', async () => {
    const broken = new Error('broken')
    const { events, frames, tell } = serve([0.1, broken, 0.1, broken, broken, broken, broken, 0.1])
    for (let stretch = 1; stretch <= 8; stretch += 1) {
      await frames(25, stretch)
      await tell('pause', stretch)
    }
    const told = events.flatMap((event) => (event.type === 'hearing' ? [event.error?.code] : []))
    expect(told).toEqual([undefined, 'wake.failed', undefined])
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
