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
): Promise<{ readonly text: string; readonly failure: CodedError | null }> => {
  try {
    return { text: await recognizer.transcribe(SOUND, 'final'), failure: null }
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
