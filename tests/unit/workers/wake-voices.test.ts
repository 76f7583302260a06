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
/** Hers, but so hoarse or far that nobody can tell by a phrase alone. */
const DOUBTFUL = [
  [ADA_HZ, 0.32],
  [STRANGER_HZ, 0.95],
] as const

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

  it('looks again, where it is in doubt, at the pause with all that followed the phrase', async () => {
    const { frames, tell, woken } = await serveKnowing([0.8, 0.1, 0.1])
    await frames(47, 1, DOUBTFUL)
    expect(woken()).toEqual([])
    await frames(100, 1, ADA_HZ)
    await tell('pause')
    expect(woken()).toMatchObject([{ startedAtMs: 0, alone: false, voice: { person: 'Ada' } }])
  })

  it('does not wake by the phrase of a stranger because somebody known talks after it', async () => {
    const { frames, tell, woken } = await serveKnowing([0.8, 0.1, 0.1])
    await frames(47, 1, STRANGER_HZ)
    await frames(100, 1, ADA_HZ)
    await tell('pause')
    expect(woken()).toEqual([])
  })

  it('does not wake by a phrase in doubt that a longer sound of it shows to be a stranger’s', async () => {
    const { frames, tell, woken } = await serveKnowing([0.8, 0.8, 0.1, 0.1])
    await frames(28, 1, DOUBTFUL)
    await frames(14, 1, STRANGER_HZ)
    await frames(100, 1, ADA_HZ)
    await tell('pause')
    expect(woken()).toEqual([])
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
    expect(events).toContainEqual({
      type: 'voice-check',
      error: expect.objectContaining({ code: 'voices.failed' }),
    })
  })

  it('wakes by everybody where the model fails at a sound, and not once it works', async () => {
    let isBroken = true
    const { events, server, frames, tell, woken } = serve([0.8, 0.8], async (model) => {
      const encoder = await openSpeakerEncoder(model)
      const encode = async (samples: Float32Array) => {
        if (isBroken) throw new Error('no memory')
        return encoder.encode(samples)
      }
      return { ...encoder, encode }
    })
    server.handle(await known(), [])
    await settle()
    for (const stretch of [1, 2]) {
      await frames(40, stretch, STRANGER_HZ)
      await tell('pause', stretch)
      isBroken = false
    }
    expect(woken()).toMatchObject([{ voice: null }])
    const checks = events.filter((event) => event.type === 'voice-check')
    expect(checks).toMatchObject([{ error: { code: 'voices.failed' } }, { error: null }])
  })

  it('tries a model again that could not be loaded, and says that the fault is over', async () => {
    let isHere = false
    const served = serve([0.1, 0.8, 0.8], (model) =>
      isHere ? openSpeakerEncoder(model) : Promise.reject(new Error('half of a file')),
    )
    const { events, server, frames, tell, woken } = served
    server.handle(await known(), [])
    await settle()
    isHere = true
    // The same as before: nothing but a second word for it.
    server.handle(await known(), [])
    await settle()
    await frames(40, 1, STRANGER_HZ)
    await tell('pause')
    expect(woken()).toEqual([])
    const checks = events.filter((event) => event.type === 'voice-check')
    expect(checks).toMatchObject([{ error: { code: 'voices.failed' } }, { error: null }])
  })

  it('tries it again when somebody begins to enrol', async () => {
    let isHere = false
    const { events, server, frames, tell } = serve([], (model) =>
      isHere ? openSpeakerEncoder(model) : Promise.reject(new Error('half of a file')),
    )
    server.handle(await known({ people: [] }), [])
    await settle()
    isHere = true
    server.handle({ type: 'enrol', on: true }, [])
    await frames(40, 1, ADA_HZ)
    await tell('close')
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'sample', voice: expect.any(Array) }),
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
    const told = events.map((event) =>
      event.type === 'voice-check' ? (event.error?.code ?? 'works') : event.type,
    )
    expect(told).toEqual(['ready', 'model.damaged', 'works', 'voice'])
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
