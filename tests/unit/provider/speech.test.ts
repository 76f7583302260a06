import { describe, expect, it } from 'vitest'
import type { CodedError, ErrorCode } from '../../../electron/contracts/errors.ts'
import { CodedFailure } from '../../../electron/contracts/errors.ts'
import type { EngineModel, EngineUsage } from '../../../electron/contracts/workers.ts'
import { openSpeechLine } from '../../../electron/engines/line/speech-line.ts'
import type { SpeechSynthesizer } from '../../../electron/engines/ports.ts'
import { understandTones, speakInTones } from '../../../electron/engines/tone-speech.ts'
import { openSynthesizer } from '../../../electron/engines/tts/registry.ts'
import { NO_REPORT } from '../../support/engine-line.ts'
import {
  contentFiltered,
  insufficientQuota,
  rateLimited,
  serverError,
  wrongKey,
} from '../../support/providers/api-errors.ts'
import { loopbackModel } from '../../support/providers/loopback-models.ts'
import { recordedParts } from '../../support/providers/open-line.ts'
import type { ProviderFault } from '../../support/providers/provider-fault.ts'
import { toPcm16 } from '../../support/sound-lab/wave-file.ts'
import { startedProviders } from '../../support/providers/started-providers.ts'

/** A voice of a provider: what it says, how it fails, and who goes on then. */

const RATE_HZ = 24_000
const CLAUSE = 'the moon is far away from the earth and the sun is farther.'
const IMPATIENT = { limits: { firstMs: 400, nextMs: 400, latestMs: 20_000 } }
const start = startedProviders()

/** In tones, so that what was said can be read out of the sound. */
const script = {
  speak: ({ text }: { readonly text: string }) => ({
    samples: speakInTones(text, RATE_HZ),
    sampleRateHz: RATE_HZ,
  }),
}
const scripted: EngineModel = {
  id: 'local',
  engine: 'scripted',
  files: {},
  options: { sampleRateHz: RATE_HZ },
  threads: 1,
}

const failing = (...faults: readonly (ProviderFault | null)[]) =>
  start({ script, faults: { '/audio/speech': { faults } } })

const say = async (
  voice: SpeechSynthesizer,
  text = CLAUSE,
  { speed = 1, abort = new AbortController(), stopAt = Infinity } = {},
) => {
  const samples: number[] = []
  let pieces = 0
  let failure: CodedError | null = null
  try {
    for await (const piece of voice.synthesize(text, { speed, signal: abort.signal })) {
      expect(piece.sampleRateHz).toBe(RATE_HZ)
      samples.push(...piece.samples)
      pieces += 1
      if (pieces === stopAt) setImmediate(() => abort.abort())
    }
  } catch (thrown) {
    if (!(thrown instanceof CodedFailure)) throw thrown
    failure = thrown.error
  }
  return { pieces, failure, text: understandTones(Float32Array.from(samples), RATE_HZ) }
}

describe('a voice behind /audio/speech', () => {
  it.each<ProviderFault | null>([
    null,
    { kind: 'split-characters' },
    { kind: 'late', delayMs: 5 },
    { kind: 'slow', delayMs: 1 },
  ])('says all of a clause, in pieces: %o', async (fault) => {
    const { baseUrl } = await failing(fault)
    const said = await say(await openSynthesizer(loopbackModel('tts', baseUrl), NO_REPORT))
    expect(said).toMatchObject({ text: CLAUSE, failure: null })
    expect(said.pieces).toBeGreaterThan(2)
  })

  it('is read byte by byte', async () => {
    const { baseUrl } = await failing({ kind: 'one-byte-chunks' })
    const voice = await openSynthesizer(loopbackModel('tts', baseUrl), NO_REPORT)
    expect(await say(voice, 'oh')).toMatchObject({ text: 'oh', failure: null })
  })

  it('is asked for raw PCM in its voice and at its pace, within what the API takes', async () => {
    const provider = await start({ script })
    const voice = await openSynthesizer(loopbackModel('tts', provider.baseUrl), NO_REPORT)
    for (const speed of [1, 1.5, 9]) await say(voice, 'Hi.', { speed })
    expect(provider.requests.map(({ body }) => body)).toEqual(
      [{}, { speed: 1.5 }, { speed: 4 }].map((pace) => ({
        model: 'test-model',
        voice: 'alloy',
        input: 'Hi.',
        response_format: 'pcm',
        ...pace,
      })),
    )
  })

  it('is asked nothing where there is nothing to say', async () => {
    const provider = await start({ script })
    const voice = await openSynthesizer(loopbackModel('tts', provider.baseUrl), NO_REPORT)
    for (const text of ['', ' ', '...', '—']) expect((await say(voice, text)).pieces).toBe(0)
    expect(provider.requests).toEqual([])
  })

  it('counts characters once they are paid for, and not what was refused', async () => {
    const usage: EngineUsage[] = []
    const { baseUrl } = await failing({ kind: 'error', error: serverError }, null)
    const report = { ...NO_REPORT, usage: (used: EngineUsage) => void usage.push(used) }
    const voice = await openSynthesizer(loopbackModel('tts', baseUrl), report)
    await say(voice, 'Hello.')
    await say(voice, 'Hello.')
    expect(usage).toEqual([{ type: 'usage', model: 'loop/test-model', characters: 6 }])
  })

  it('falls silent without an error when it is stopped during a stall', async () => {
    const provider = await failing({ kind: 'stall', afterParts: 6 })
    const model = loopbackModel('tts', provider.baseUrl, {
      options: { limits: { firstMs: 60_000, nextMs: 60_000, latestMs: 60_000 } },
    })
    const said = await say(await openSynthesizer(model, NO_REPORT), CLAUSE, { stopAt: 1 })
    expect(said.failure).toBeNull()
    expect(said.pieces).toBeGreaterThan(0)
    await expect.poll(() => provider.requests.at(-1)?.outcome).toBe('dropped-by-client')
  })
})

const FAULTS: readonly [ProviderFault, ErrorCode][] = [
  [{ kind: 'reset', afterParts: 0 }, 'provider.unreachable'],
  [{ kind: 'no-first-byte' }, 'provider.stalled'],
  [{ kind: 'empty' }, 'provider.unreadable'],
  [{ kind: 'captive-portal', status: 200 }, 'provider.unreadable'],
  [{ kind: 'error', error: rateLimited('7') }, 'provider.rate-limited'],
  [{ kind: 'error', error: insufficientQuota }, 'provider.quota-exhausted'],
  [{ kind: 'error', error: serverError }, 'provider.overloaded'],
  [{ kind: 'error', error: wrongKey }, 'provider.key-rejected'],
  [{ kind: 'error', error: contentFiltered }, 'provider.refused'],
  [{ kind: 'reset', afterParts: 25 }, 'provider.cut-off'],
  [{ kind: 'cut', afterParts: 25 }, 'provider.cut-off'],
  [{ kind: 'stall', afterParts: 25 }, 'provider.stalled'],
]

describe.each(FAULTS)('a voice that fails (%o)', (fault, code) => {
  it('says why, and what it said is the beginning of the clause', async () => {
    const { baseUrl } = await failing(fault)
    const options = code === 'provider.stalled' ? IMPATIENT : {}
    const model = loopbackModel('tts', baseUrl, { secret: 'sk-0123456789', options })
    const { failure, text } = await say(await openSynthesizer(model, NO_REPORT))
    expect(failure).toMatchObject({ code, params: { provider: 'Loopback' } })
    expect(JSON.stringify(failure)).not.toContain('0123456789')
    // The sound may end in the middle of a tone.
    expect(CLAUSE.startsWith(text.slice(0, -1))).toBe(true)
  })

  it('is helped out by the next voice, which says what is missing and little twice', async () => {
    const { baseUrl } = await failing(fault)
    const model = loopbackModel('tts', baseUrl, { options: IMPATIENT })
    const { parts } = recordedParts([model, scripted], openSynthesizer)
    const { failure, text } = await say(await openSpeechLine(parts))
    expect(failure).toBeNull()
    const words = CLAUSE.split(' ')
    const said = text.split(/\s+/)
    expect(said.slice(-3)).toEqual(words.slice(-3))
    expect(words.filter((word) => !text.includes(word))).toEqual([])
  })
})

describe('a voice whose sound nobody could play', () => {
  it.each(['audio/pcm', 'audio/wav', 'audio/L16;rate=24000', 'application/octet-stream', ''])(
    'is none that names it otherwise: %j',
    async (contentType) => {
      const pieces = [toPcm16(speakInTones('oh', RATE_HZ))]
      const { baseUrl } = await failing({ kind: 'instead', contentType, pieces })
      const voice = await openSynthesizer(loopbackModel('tts', baseUrl), NO_REPORT)
      expect(await say(voice, 'oh')).toMatchObject({ text: 'oh', failure: null })
    },
  )

  it.each([
    'audio/pcm;rate=0000',
    'audio/pcm; rate=1',
    'audio/pcm;rate=999999',
    'audio/mpeg',
    'audio/mp3; charset=x',
    'audio/ogg',
    'application/ogg',
    'audio/aac',
    'audio/x-flac',
    'audio/webm',
  ])('is unreadable, and nothing is counted: %s', async (contentType) => {
    const { baseUrl } = await failing({
      kind: 'instead',
      contentType,
      pieces: [new Uint8Array(48_000).fill(0x33)],
    })
    const usage: EngineUsage[] = []
    const report = { ...NO_REPORT, usage: (used: EngineUsage) => void usage.push(used) }
    const { failure, pieces } = await say(
      await openSynthesizer(loopbackModel('tts', baseUrl), report),
    )
    expect(failure?.code).toBe('provider.unreadable')
    expect([pieces, usage]).toEqual([0, []])
  })
})
