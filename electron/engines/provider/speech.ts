import { z } from 'zod'
import { CodedFailure } from '../../contracts/errors.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import type { LineReport } from '../line/line-parts.ts'
import type { SpeechSynthesizer, SynthesizedAudio } from '../ports.ts'
import { pauseAfterMs } from '../tts/silence.ts'
import { trimPieces } from '../tts/trim-pieces.ts'
import { connect } from './connection.ts'
import { providerFailure } from './failures.ts'
import { beginCall } from './limits.ts'
import { pcmPieces } from './pcm-pieces.ts'
import { probeProvider } from './probe.ts'
import { isPlayableRate } from './sample-rates.ts'

const speechSchema = z.object({
  voice: z.string().min(1),
  sampleRateHz: z.number().int().positive().default(24_000),
})

/** What the API takes; the app's own setting stays within it. */
const SLOWEST = 0.25
const FASTEST = 4

/** A request for nothing is refused by most servers. */
const SPEAKABLE = /[\p{L}\p{N}]/u
const NO_SOUND = /^(?:text\/|application\/(?:json|xml|xhtml))/i
/** As PCM it would be noise at full loudness. */
const COMPRESSED =
  /^(?:audio|video|application)\/(?:x-)?(?:mpeg|mp[234]|m4a|ogg|opus|aac|flac|webm|matroska)\b/i

/** `audio/pcm;rate=22050`: some say at which rate they speak. */
const RATE = /;\s*rate=(\d{1,9})\b/i

/**
 * A voice behind `POST /audio/speech`, heard while it is made: raw PCM, piece by piece, without the
 * silence around a clause.
 * @throws CodedFailure `provider.key-missing`
 */
export const openSpeech = (model: EngineModel, report: LineReport): SpeechSynthesizer => {
  const connection = connect(model)
  const { voice, sampleRateHz } = speechSchema.parse(model.options)
  const { provider, model: name } = connection
  const unreadable = (detail: string) =>
    new CodedFailure({ code: 'provider.unreadable', detail, params: { provider, model: name } })

  const sound = async function* (
    text: string,
    speed: number,
    signal: AbortSignal,
  ): AsyncGenerator<SynthesizedAudio, void> {
    const call = beginCall(connection, 'sound', signal)
    let heard = false
    try {
      const response = await connection.client.audio.speech.create(
        {
          model: name,
          voice,
          input: text,
          response_format: 'pcm',
          ...(speed === 1 ? {} : { speed: Math.min(Math.max(speed, SLOWEST), FASTEST) }),
        },
        { signal: call.signal },
      )
      const type = response.headers.get('content-type') ?? ''
      if (NO_SOUND.test(type) || COMPRESSED.test(type) || response.body === null) {
        throw unreadable(`it answered ${type}`)
      }
      const announcedRateHz = Number(RATE.exec(type)?.[1] ?? sampleRateHz)
      if (!isPlayableRate(announcedRateHz)) throw unreadable(`it answered ${type}`)
      report.usage({ type: 'usage', model: model.id, characters: text.length })
      const pieces = pcmPieces({
        body: response.body,
        announcedRateHz,
        onBytes: call.progress,
        unreadable,
      })
      for await (const piece of pieces) {
        heard ||= piece.samples.length > 0
        yield piece
      }
    } catch (error) {
      if (signal.aborted) return
      throw call.stalled() ?? providerFailure(error, connection, call.begun())
    } finally {
      call.end()
    }
    const stalled = call.stalled()
    if (stalled !== null) throw stalled
    if (!heard && !signal.aborted) throw unreadable('it answered without sound')
  }

  return {
    id: model.id,
    synthesize: async function* (text, { speed, signal }) {
      if (!SPEAKABLE.test(text)) return
      const pauseMs = pauseAfterMs(text) / speed
      for await (const piece of trimPieces(sound(text, speed, signal), pauseMs)) {
        // The pause behind a clause is none of one that was stopped.
        if (signal.aborted) return
        yield piece
      }
    },
    probe: (signal) => probeProvider(connection, signal),
    dispose: () => Promise.resolve(),
  }
}
