import { describe, expect, it } from 'vitest'
import { CodedFailure } from '../../../electron/contracts/errors.ts'
import type { VoicePrint } from '../../../electron/contracts/voices.ts'
import type { VoicesRequest } from '../../../electron/contracts/wake.ts'
import { openSpeakerEncoder } from '../../../electron/engines/speaker/registry.ts'
import { settle } from '../stt/tone-utterance.ts'
import { serve, tone } from './wake-listener.ts'

const SPEAKER = { id: 'pitch', engine: 'scripted', files: {}, options: {}, threads: 1 }
const ADA_HZ = 220
const STRANGER_HZ = 880

const adaOf = async (model = SPEAKER.id): Promise<VoicePrint> => {
  const encoder = await openSpeakerEncoder(SPEAKER)
  const voice = await encoder.encode(tone(16_000, ADA_HZ))
  return { id: 'a', name: 'Ada', model, enrolledAtMs: 0, prototypes: [[...(voice ?? [])]] }
}

const known = async (change: Partial<VoicesRequest> = {}): Promise<VoicesRequest> => ({
  type: 'voices',
  speaker: SPEAKER,
  people: [await adaOf()],
  strictness: 'relaxed',
  ...change,
})

const serveKnowing = async (scores: readonly number[], change: Partial<VoicesRequest> = {}) => {
  const served = serve(scores)
  served.server.handle(await known(change), [])
  await settle()
  return served
}

describe('waiting for a phrase in a voice that is known', () => {
  it('wakes by that voice, and says whose it was', async () => {
    const { frames, tell, woken } = await serveKnowing([0.8])
    await frames(40, 1, ADA_HZ)
    await tell('pause')
    expect(woken()).toMatchObject([{ voice: { person: 'Ada' } }])
  })

  it('does not wake by a stranger, however well they say it', async () => {
    const { frames, tell, woken } = await serveKnowing([1, 1, 1, 1])
    await frames(70, 1, STRANGER_HZ)
    await tell('pause')
    expect(woken()).toEqual([])
  })

  it('looks again, at the pause, with all that followed the phrase', async () => {
    const { frames, tell, woken } = await serveKnowing([0.8, 0.1, 0.1])
    // Somebody's television at the beginning; the rest is hers.
    await frames(47, 1, STRANGER_HZ)
    expect(woken()).toEqual([])
    await frames(100, 1, ADA_HZ)
    await tell('pause')
    expect(woken()).toMatchObject([{ startedAtMs: 0, alone: false, voice: { person: 'Ada' } }])
  })

  it('wakes by everybody where nobody is enrolled, or guests are here', async () => {
    const { frames, tell, woken } = await serveKnowing([0.8], { people: [] })
    await frames(40, 1, STRANGER_HZ)
    await tell('pause')
    expect(woken()).toMatchObject([{ voice: null }])
  })

  it('wakes by everybody where the model cannot be loaded, and says why', async () => {
    const speaker = { ...SPEAKER, engine: 'oracle' }
    const { events, frames, tell, woken } = await serveKnowing([0.8], { speaker })
    await frames(40, 1, STRANGER_HZ)
    await tell('pause')
    expect(woken()).toMatchObject([{ voice: null }])
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'failed',
        error: expect.objectContaining({ code: 'voices.failed' }),
      }),
    )
  })

  it('opens a model that could not be opened again by the next sound', async () => {
    let opened = 0
    const { events, server, hear } = serve([], async (model) => {
      opened += 1
      if (opened === 1) throw new CodedFailure({ code: 'model.damaged' })
      return openSpeakerEncoder(model)
    })
    server.handle(await known(), [])
    await settle()
    hear({ type: 'voice', utterance: 7, samples: tone(24_000, ADA_HZ) })
    await settle()
    expect(events.map((event) => event.type)).toEqual(['ready', 'failed', 'voice'])
  })

  it('asks nobody whose numbers are those of another model', async () => {
    const { frames, tell, woken } = await serveKnowing([0.8], { people: [await adaOf('older')] })
    await frames(40, 1, STRANGER_HZ)
    await tell('pause')
    expect(woken()).toMatchObject([{ voice: null }])
  })

  it('tells the score of a stranger while the phrase is tried out', async () => {
    const { events, server, frames, tell } = await serveKnowing([0.8, 0.8])
    server.handle({ type: 'try-out', on: true }, [])
    await frames(40, 1, STRANGER_HZ)
    await tell('pause')
    const [heard] = events.filter((event) => event.type === 'heard')
    expect(heard?.voice).toMatchObject({ person: null })
    expect(heard?.voice?.score).toBeLessThan(0.2)
  })
})

describe('the voice of an utterance', () => {
  it.each([
    ['enrolled', ADA_HZ],
    ['stranger', STRANGER_HZ],
  ] as const)('is told: %s', async (voice, hz) => {
    const { events, hear } = await serveKnowing([])
    hear({ type: 'voice', utterance: 7, samples: tone(24_000, hz) })
    await settle()
    expect(events.at(-1)).toEqual({ type: 'voice', utterance: 7, voice })
  })

  it('is not asked for where nobody is enrolled', async () => {
    const { events, hear } = await serveKnowing([], { people: [] })
    hear({ type: 'voice', utterance: 7, samples: tone(24_000, ADA_HZ) })
    await settle()
    expect(events.filter(({ type }) => type === 'voice')).toEqual([])
  })
})

describe('enrolling', () => {
  it('is told of the voice in each stretch, and wakes nobody', async () => {
    const { events, server, frames, tell, woken } = await serveKnowing([1, 1], { people: [] })
    server.handle({ type: 'enrol', on: true }, [])
    await frames(40, 1, ADA_HZ)
    await tell('pause')
    await tell('close')
    const samples = events.filter((event) => event.type === 'sample')
    expect(samples).toHaveLength(1)
    expect(samples[0]).toMatchObject({ clipped: 0, voice: expect.any(Array) })
    expect(samples[0]?.voicedMs).toBeCloseTo(40 * 32, -2)
    expect(woken()).toEqual([])
    server.handle({ type: 'enrol', on: false }, [])
    await frames(40, 2, ADA_HZ)
    await tell('close', 2)
    expect(events.filter((event) => event.type === 'sample')).toHaveLength(1)
  })
})
