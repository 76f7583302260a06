import { describe, expect, it } from 'vitest'
import type { CodedError, ErrorCode } from '../../../electron/contracts/errors.ts'
import { CodedFailure } from '../../../electron/contracts/errors.ts'
import type { EngineModel, EngineUsage } from '../../../electron/contracts/workers.ts'
import { openRecognizerLine } from '../../../electron/engines/line/recognizer-line.ts'
import type { SpeechRecognizer } from '../../../electron/engines/ports.ts'
import { openRecognizer } from '../../../electron/engines/stt/registry.ts'
import { NO_REPORT } from '../../support/engine-line.ts'
import {
  badRequest,
  insufficientQuota,
  rateLimited,
  serverError,
  wrongKey,
} from '../../support/providers/api-errors.ts'
import type { FaultyProviderOptions } from '../../support/providers/faulty-provider.ts'
import { loopbackModel } from '../../support/providers/loopback-models.ts'
import { recordedParts } from '../../support/providers/open-line.ts'
import type { ProviderFault } from '../../support/providers/provider-fault.ts'
import { startedProviders } from '../../support/providers/started-providers.ts'

/** A recogniser of a provider: what it is sent, how it fails, and who is asked then. */

const HEARD = 'Who makes honey?'
const SOUND = Float32Array.from({ length: 24_000 }, (_, index) => Math.sin(index / 9) / 2)
const IMPATIENT = { limits: { firstMs: 400, nextMs: 400, latestMs: 20_000 } }
const start = startedProviders()
const script = { transcribe: () => ` ${HEARD}\n` }

const scripted: EngineModel = {
  id: 'local',
  engine: 'scripted',
  files: {},
  options: { text: HEARD },
  threads: 1,
}

const failing = (...faults: readonly (ProviderFault | null)[]) =>
  start({ script, faults: { '/audio/transcriptions': { faults } } })

const hear = async (
  recognizer: SpeechRecognizer,
  onWords?: (text: string) => void,
): Promise<{ readonly text: string; readonly failure: CodedError | null }> => {
  try {
    return { text: await recognizer.transcribe(SOUND, 'final', onWords), failure: null }
  } catch (thrown) {
    if (!(thrown instanceof CodedFailure)) throw thrown
    return { text: '', failure: thrown.error }
  }
}

describe('a recogniser behind /audio/transcriptions', () => {
  it('is sent the samples as they are, and its text is trimmed', async () => {
    const provider = await start({ script })
    const recognizer = await openRecognizer(loopbackModel('stt', provider.baseUrl), NO_REPORT)
    expect(await hear(recognizer)).toEqual({ text: HEARD, failure: null })
    const [request] = provider.requests
    expect(request?.sound?.sampleRateHz).toBe(16_000)
    expect(request?.sound?.samples).toHaveLength(SOUND.length)
    expect(request?.sound?.samples[1000]).toBeCloseTo(SOUND[1000] ?? 9, 3)
    expect(request?.form).toEqual({ model: 'test-model', response_format: 'json', language: 'en' })
  })

  it('is told the words that are likely to be said, the newest first, as many as are read', async () => {
    const provider = await start({ script })
    const recognizer = await openRecognizer(loopbackModel('stt', provider.baseUrl), NO_REPORT)
    recognizer.expectWords?.([
      'Kubernetes',
      '张三丰',
      ...Array.from({ length: 200 }, (_, n) => `word${n}`),
    ])
    await hear(recognizer)
    const told = provider.requests[0]?.form?.['prompt'] ?? ''
    expect(told.startsWith('Kubernetes, 张三丰, word0, ')).toBe(true)
    expect(told.length).toBeLessThanOrEqual(600)
    recognizer.expectWords?.([])
    await hear(recognizer)
    expect(provider.requests[1]?.form).not.toHaveProperty('prompt')
  })

  it('asks without them where a server does not know that field, and never with them again', async () => {
    const provider = await failing({ kind: 'error', error: badRequest('unknown field', 'prompt') })
    const recognizer = await openRecognizer(loopbackModel('stt', provider.baseUrl), NO_REPORT)
    recognizer.expectWords?.(['Kubernetes'])
    expect(await hear(recognizer)).toEqual({ text: HEARD, failure: null })
    recognizer.expectWords?.(['Kubernetes', 'Siobhan'])
    await hear(recognizer)
    expect(provider.requests.map(({ form }) => form?.['prompt'])).toEqual([
      'Kubernetes',
      undefined,
      undefined,
    ])
  })

  it.each([
    [['en'], 'en'],
    [['pt-BR'], 'pt'],
    [['mul'], undefined],
    [['yue'], undefined],
    [[], undefined],
    [['en', 'de'], undefined],
  ])(
    'is told the language where there is but one that it can know: %j',
    async (languages, told) => {
      const provider = await start({ script })
      const model = loopbackModel('stt', provider.baseUrl, {
        change: { stt: { model: 'test-model', languages } },
      })
      await hear(await openRecognizer(model, NO_REPORT))
      expect(provider.requests[0]?.form?.['language']).toBe(told)
    },
  )

  it('counts the seconds that it was sent', async () => {
    const usage: EngineUsage[] = []
    const { baseUrl } = await failing({ kind: 'error', error: serverError }, null)
    const report = { ...NO_REPORT, usage: (used: EngineUsage) => void usage.push(used) }
    const recognizer = await openRecognizer(loopbackModel('stt', baseUrl), report)
    await hear(recognizer)
    await hear(recognizer)
    expect(usage).toEqual([{ type: 'usage', model: 'loop/test-model', audioSeconds: 1.5 }])
  })

  it('is not believed when it repeats itself without end', async () => {
    const { baseUrl } = await start({ script: { transcribe: () => 'thank you '.repeat(80) } })
    const { text } = await hear(await openRecognizer(loopbackModel('stt', baseUrl), NO_REPORT))
    expect(text.length).toBeLessThan(40)
  })

  it.each<ProviderFault>([
    { kind: 'one-byte-chunks' },
    { kind: 'split-characters' },
    { kind: 'late', delayMs: 5 },
  ])('is read however its answer is divided: $kind', async (fault) => {
    const { baseUrl } = await failing(fault)
    const recognizer = await openRecognizer(loopbackModel('stt', baseUrl), NO_REPORT)
    expect((await hear(recognizer)).text).toBe(HEARD)
  })
})

const FAULTS: readonly [ProviderFault, ErrorCode][] = [
  [{ kind: 'reset', afterParts: 0 }, 'provider.unreachable'],
  [{ kind: 'no-first-byte' }, 'provider.stalled'],
  [{ kind: 'stall', afterParts: 0 }, 'provider.stalled'],
  [{ kind: 'empty' }, 'provider.unreadable'],
  [{ kind: 'captive-portal', status: 200 }, 'provider.unreadable'],
  [{ kind: 'error', error: rateLimited('7') }, 'provider.rate-limited'],
  [{ kind: 'error', error: insufficientQuota }, 'provider.quota-exhausted'],
  [{ kind: 'error', error: serverError }, 'provider.overloaded'],
  [{ kind: 'error', error: wrongKey }, 'provider.key-rejected'],
  [{ kind: 'error', error: badRequest('Invalid file format.') }, 'provider.refused'],
]

describe.each(FAULTS)('a recogniser that fails (%o)', (fault, code) => {
  it('says why', async () => {
    const { baseUrl } = await failing(fault)
    const options = code === 'provider.stalled' ? IMPATIENT : {}
    const model = loopbackModel('stt', baseUrl, { secret: 'sk-0123456789', options })
    const { failure } = await hear(await openRecognizer(model, NO_REPORT))
    expect(failure).toMatchObject({ code, params: { provider: 'Loopback' } })
    expect(JSON.stringify(failure)).not.toContain('0123456789')
  })

  it('is helped out by the next one', async () => {
    const { baseUrl } = await failing(fault)
    const model = loopbackModel('stt', baseUrl, { options: IMPATIENT })
    const { parts } = recordedParts([model, scripted], openRecognizer)
    expect(await hear(await openRecognizerLine(parts))).toEqual({ text: HEARD, failure: null })
  })
})

const STREAMS = { stt: { model: 'test-model', languages: ['en'], streams: true } }

/** A recogniser that streams, and what it told while it did. */
const streaming = async (
  options: FaultyProviderOptions = {},
  limits: Readonly<Record<string, unknown>> = {},
) => {
  const provider = await start({ script, ...options })
  const usage: EngineUsage[] = []
  const report = { ...NO_REPORT, usage: (used: EngineUsage) => void usage.push(used) }
  const model = loopbackModel('stt', provider.baseUrl, {
    secret: 'sk-0123456789',
    change: STREAMS,
    options: limits,
  })
  const told: string[] = []
  const onWords = (text: string) => void told.push(text)
  return { provider, model, usage, told, onWords, recognizer: await openRecognizer(model, report) }
}
const streamFault = (...faults: readonly (ProviderFault | null)[]): FaultyProviderOptions => ({
  faults: { '/audio/transcriptions': { faults } },
})

describe('a recogniser that streams', () => {
  it('tells all that it has heard so far, again and again, and then all of it', async () => {
    const { recognizer, provider, told, onWords, usage } = await streaming()
    expect(await hear(recognizer, onWords)).toEqual({ text: HEARD, failure: null })
    expect(told).toEqual(['Who', 'Who makes', HEARD])
    expect(provider.requests[0]?.form).toMatchObject({ stream: 'true', response_format: 'json' })
    expect(usage).toEqual([{ type: 'usage', model: 'loop/test-model', audioSeconds: 1.5 }])
  })

  it('is not asked to where it is not known to', async () => {
    const provider = await start({ script })
    await hear(await openRecognizer(loopbackModel('stt', provider.baseUrl), NO_REPORT))
    expect(provider.requests[0]?.form).not.toHaveProperty('stream')
  })

  it('may answer in one piece all the same', async () => {
    const { recognizer, told, onWords } = await streaming({ transcripts: 'whole' })
    expect(await hear(recognizer, onWords)).toEqual({ text: HEARD, failure: null })
    expect(told).toEqual([])
  })

  it('is asked in the plain way, once and for all, where it refuses to', async () => {
    const { recognizer, provider } = await streaming({ transcripts: 'refused' })
    expect((await hear(recognizer)).text).toBe(HEARD)
    expect((await hear(recognizer)).text).toBe(HEARD)
    expect(provider.requests.map(({ form }) => form?.['stream'])).toEqual([
      'true',
      undefined,
      undefined,
    ])
  })

  it.each<ProviderFault>([
    { kind: 'one-byte-chunks' },
    { kind: 'split-characters' },
    { kind: 'crlf' },
    { kind: 'comments' },
    { kind: 'huge-event', bytes: 2_000_000 },
    { kind: 'slow', delayMs: 2 },
    { kind: 'late', delayMs: 5 },
  ])('is heard to its end where its stream is odd but whole: $kind', async (fault) => {
    const { recognizer } = await streaming(streamFault(fault))
    expect(await hear(recognizer)).toEqual({ text: HEARD, failure: null })
  })

  it('is over when it says so, though the connection stays open', async () => {
    const { recognizer } = await streaming(streamFault({ kind: 'stall', afterParts: 9 }))
    expect(await hear(recognizer)).toEqual({ text: HEARD, failure: null })
  })
})

/** Only a stall is waited out, and only where it is: a busy machine takes its time to begin. */
const patienceFor = (fault: ProviderFault): Readonly<Record<string, unknown>> => {
  if (fault.kind === 'no-first-byte') return IMPATIENT
  if (fault.kind !== 'stall') return {}
  return fault.afterParts === 0 ? IMPATIENT : { limits: { ...IMPATIENT.limits, firstMs: 20_000 } }
}

const STREAM_FAULTS: readonly [ProviderFault, ErrorCode][] = [
  [{ kind: 'reset', afterParts: 2 }, 'provider.cut-off'],
  [{ kind: 'cut', afterParts: 2 }, 'provider.cut-off'],
  // Words have come, and it ends as if all were well: it never said that these are all of them.
  [{ kind: 'early-end', afterParts: 2 }, 'provider.cut-off'],
  [{ kind: 'no-finish' }, 'provider.cut-off'],
  [{ kind: 'stall', afterParts: 2 }, 'provider.stalled'],
  [{ kind: 'malformed-event', afterParts: 2 }, 'provider.unreadable'],
  [{ kind: 'error-event', afterParts: 2, error: serverError }, 'provider.overloaded'],
  [{ kind: 'error-event', afterParts: 2, error: rateLimited() }, 'provider.rate-limited'],
]
const UNBEGUN: readonly [ProviderFault, ErrorCode][] = [
  ...FAULTS,
  [{ kind: 'captive-portal', status: 511 }, 'provider.unreadable'],
]

describe.each([...STREAM_FAULTS, ...UNBEGUN])(
  'a recogniser that streams and fails (%o)',
  (fault, code) => {
    it('says why, and its words are no transcript', async () => {
      const { recognizer } = await streaming(streamFault(fault), patienceFor(fault))
      expect(await hear(recognizer)).toMatchObject({
        text: '',
        failure: { code, params: { provider: 'Loopback' } },
      })
    })

    it('is helped out by the next one, from the first word on', async () => {
      const { model, told, onWords } = await streaming(streamFault(fault), patienceFor(fault))
      const { parts } = recordedParts([model, scripted], openRecognizer)
      const line = await openRecognizerLine(parts)
      expect(await hear(line, onWords)).toEqual({ text: HEARD, failure: null })
      expect(told.every((words) => HEARD.startsWith(words))).toBe(true)
    })
  },
)

it.each(STREAM_FAULTS)(
  'what broke off in the middle is counted all the same (%o)',
  async (fault) => {
    const { recognizer, usage } = await streaming(streamFault(fault), patienceFor(fault))
    await hear(recognizer)
    expect(usage).toHaveLength(1)
  },
)
