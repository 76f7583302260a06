import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { CodedFailure, type CodedError } from '../../../electron/contracts/errors.ts'
import { boundedAnswer } from '../../../electron/engines/provider/bounded-body.ts'
import { connect } from '../../../electron/engines/provider/connection.ts'
import { listModels } from '../../../electron/engines/provider/probe.ts'
import { openSpeech } from '../../../electron/engines/provider/speech.ts'
import { openTranscription } from '../../../electron/engines/provider/transcription.ts'
import { NO_REPORT } from '../../support/engine-line.ts'
import { loopbackModel } from '../../support/providers/loopback-models.ts'
import type { ProviderFault } from '../../support/providers/provider-fault.ts'
import { startedProviders } from '../../support/providers/started-providers.ts'

/** Answers that grow: 64 MB of the same letter, 64 kB on their way. */

const start = startedProviders()
const { signal } = new AbortController()
const LONG = gzipSync(Buffer.alloc(64 * 1024 * 1024, 'a'))

const packed = (contentType: string, status = 200): ProviderFault => ({
  kind: 'instead',
  contentType,
  status,
  headers: { 'content-encoding': 'gzip' },
  pieces: [LONG],
})

const failureOf = async (work: Promise<unknown>): Promise<CodedError | null> => {
  try {
    await work
    return null
  } catch (thrown) {
    if (!(thrown instanceof CodedFailure)) throw thrown
    return thrown.error
  }
}

describe('an answer that is longer than any could be', () => {
  const TOO_LONG = {
    code: 'provider.unreadable',
    detail: 'its answer is longer than any could be',
    params: { provider: 'Loopback' },
  }

  it('is no list of models', async () => {
    const faults = [packed('application/json')]
    const { baseUrl } = await start({ faults: { '/models': { faults } } })
    const connection = connect(loopbackModel('llm', baseUrl))
    expect(await failureOf(listModels(connection, signal))).toMatchObject(TOO_LONG)
  })

  it('is no transcript', async () => {
    const faults = [packed('application/json')]
    const { baseUrl } = await start({ faults: { '/audio/transcriptions': { faults } } })
    const recognizer = openTranscription(loopbackModel('stt', baseUrl), NO_REPORT)
    const failure = await failureOf(recognizer.transcribe(new Float32Array(16_000), 'final'))
    expect(failure).toMatchObject(TOO_LONG)
  })

  it('is no clause', async () => {
    const faults = [packed('audio/pcm')]
    const { baseUrl } = await start({ faults: { '/audio/speech': { faults } } })
    const voice = openSpeech(loopbackModel('tts', baseUrl), NO_REPORT)
    let seconds = 0
    const failure = await failureOf(
      (async () => {
        for await (const { samples, sampleRateHz } of voice.synthesize('Hi.', { speed: 1, signal }))
          seconds += samples.length / sampleRateHz
      })(),
    )
    expect(failure).toMatchObject(TOO_LONG)
    expect(seconds).toBeLessThan(800)
  })

  it('is still an error where its status says so', async () => {
    const faults = [packed('text/plain', 503)]
    const { baseUrl } = await start({ faults: { '/models': { faults } } })
    const failure = await failureOf(listModels(connect(loopbackModel('llm', baseUrl)), signal))
    expect(failure).toMatchObject({ code: 'provider.overloaded' })
    expect(failure?.detail?.length).toBeLessThanOrEqual(300)
  })
})

describe('an answer that is not', () => {
  it('is the same as before', async () => {
    const answer = new Response('{"a":1}', { status: 418, headers: { 'x-request-id': '7' } })
    const bounded = boundedAnswer(answer, () => new Error('too long'))
    expect([bounded.status, bounded.headers.get('x-request-id')]).toEqual([418, '7'])
    expect(await bounded.json()).toEqual({ a: 1 })
  })

  it('may have no body at all', () => {
    const empty = new Response(null, { status: 204 })
    expect(boundedAnswer(empty, () => new Error('too long'))).toBe(empty)
  })
})
