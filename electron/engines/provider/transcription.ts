import { toFile } from 'openai'
import { z } from 'zod'
import { MICROPHONE_SAMPLE_RATE_HZ } from '../../contracts/audio.ts'
import { CodedFailure } from '../../contracts/errors.ts'
import type { EngineModel } from '../../contracts/workers.ts'
import type { LineReport } from '../line/line-parts.ts'
import type { SpeechRecognizer } from '../ports.ts'
import { encodeWav16 } from '../sound-files/wav.ts'
import { isTooLittle, withoutLoop } from '../stt/invented-text.ts'
import { splitWords } from '../stt/text-flow.ts'
import { connect } from './connection.ts'
import { providerFailure } from './failures.ts'
import { maskKey } from './key-filter.ts'
import { beginCall, type Call } from './limits.ts'
import { probeProvider } from './probe.ts'
import { refusesField, streamedTranscript } from './transcript-stream.ts'

const answerSchema = z.object({ text: z.string() })
const optionsSchema = z.object({ streams: z.boolean().default(false) })

/** ISO 639-1, where it can only be one: a wrong guess costs more than none. */
const onlyLanguage = (tags: readonly string[]): string | null => {
  const [primary = ''] = tags.length === 1 ? (tags[0] ?? '').split('-') : []
  return /^[a-z]{2}$/i.test(primary) ? primary.toLowerCase() : null
}

/** Whisper's own window; longer sound is cut at pauses before. */
const MAXIMUM_SECONDS = 30

/**
 * Whisper reads the last 224 tokens of a prompt, some 700 letters; the newest words of a dictionary come
 * first, so that it is the oldest ones that are left out.
 */
const MAXIMUM_PROMPT_CHARACTERS = 600

const promptOf = (words: readonly string[]): string => {
  let prompt = ''
  for (const word of words) {
    const longer = prompt === '' ? word : `${prompt}, ${word}`
    if (longer.length > MAXIMUM_PROMPT_CHARACTERS) break
    prompt = longer
  }
  return prompt
}

/**
 * A recogniser behind `POST /audio/transcriptions`; where it streams, words are told as they come.
 * @throws CodedFailure `provider.key-missing`
 */
export const openTranscription = (model: EngineModel, report: LineReport): SpeechRecognizer => {
  const connection = connect(model)
  const { provider, model: name } = connection
  const language = onlyLanguage(model.languages ?? [])
  let { streams } = optionsSchema.parse(model.options)

  const textOf = (answer: unknown): string => {
    const parsed = answerSchema.safeParse(answer)
    if (parsed.success) return parsed.data.text
    const detail = 'the answer has no text'
    const params = { provider, model: name }
    throw new CodedFailure({ code: 'provider.unreadable', detail, params })
  }

  /** Words that are likely to be said; empty where there are none, or the server takes none. */
  let prompt = ''
  let takesPrompt = true

  const askPlainly = async (
    file: File,
    call: Call,
    onWords: (text: string) => void,
  ): Promise<string> => {
    const { transcriptions } = connection.client.audio
    const { signal } = call
    const body = {
      file,
      model: name,
      response_format: 'json',
      ...(language === null ? {} : { language }),
      ...(prompt === '' ? {} : { prompt }),
    } as const
    if (!streams) return textOf(await transcriptions.create(body, { signal }))
    try {
      const asked = transcriptions.create({ ...body, stream: true }, { signal })
      const { data, response } = await asked.withResponse()
      // Some models answer in one piece whatever they are asked.
      return /\bjson\b/i.test(response.headers.get('content-type') ?? '')
        ? textOf(await response.json())
        : await streamedTranscript(data, call, connection, onWords)
    } catch (error) {
      if (!refusesField(error, 'stream')) throw error
      streams = false
      return textOf(await transcriptions.create(body, { signal }))
    }
  }

  const ask: typeof askPlainly = async (...asked) => {
    try {
      return await askPlainly(...asked)
    } catch (error) {
      if (prompt === '' || !refusesField(error, 'prompt')) throw error
      takesPrompt = false
      prompt = ''
      return askPlainly(...asked)
    }
  }

  return {
    id: model.id,
    maximumSeconds: MAXIMUM_SECONDS,
    expectWords: (words) => {
      prompt = takesPrompt ? promptOf(words) : ''
    },
    partials: 'none',
    transcribe: async (samples, _purpose, onWords = () => undefined) => {
      const seconds = samples.length / MICROPHONE_SAMPLE_RATE_HZ
      if (seconds > MAXIMUM_SECONDS) {
        const detail = `${seconds.toFixed(1)} s of sound for a window of ${MAXIMUM_SECONDS} s`
        throw new CodedFailure({ code: 'stt.failed', detail })
      }
      const call = beginCall(connection, 'transcript', new AbortController().signal)
      try {
        const wav = encodeWav16(samples, MICROPHONE_SAMPLE_RATE_HZ)
        const file = await toFile(wav, 'speech.wav', { type: 'audio/wav' })
        const answer = await ask(file, call, onWords)
        call.progress()
        // Whisper invents and repeats on servers as it does here.
        const text = withoutLoop(splitWords(answer), seconds).join('').trim()
        return isTooLittle(text, seconds) ? '' : maskKey(text, connection.secret)
      } catch (error) {
        throw call.stalled() ?? providerFailure(error, connection, call.begun())
      } finally {
        // What broke off is paid for as well.
        if (call.begun()) {
          report.usage({ type: 'usage', model: model.id, audioSeconds: seconds })
        }
        call.end()
      }
    },
    probe: (signal) => probeProvider(connection, signal),
    dispose: () => Promise.resolve(),
  }
}
