import { setTimeout as wait } from 'node:timers/promises'
import type { ConversationItem } from 'openai/resources/realtime/realtime'
import { resample } from '../sound-lab/resample.ts'
import { toPcm16 } from '../sound-lab/wave-file.ts'
import { tokensOf } from './answer.ts'
import type { ScriptedReply } from './provider-script.ts'
import type { RealtimeResponseFault } from './realtime-fault.ts'
import type { ResponseStream } from './realtime-response.ts'

const RATE_HZ = 24_000
/** Sound in one delta: in the order of what the service sends. */
const PIECE_MS = 100
/** What the service counts of speech: a token for 50 ms. */
const MS_PER_TOKEN = 50

/** Ends early where the response is cancelled. */
const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  if (ms > 0 && !signal.aborted) await wait(ms, undefined, { signal }).catch(() => undefined)
}

/** Lets a fault happen whose time has come; true when the response ends with it. */
const breakNow = async (stream: ResponseStream, due: RealtimeResponseFault): Promise<boolean> => {
  if (due.kind === 'stall') await stream.cancelled()
  else if (due.kind !== 'incomplete') stream.work.breakConnection(due)
  return due.kind !== 'error-event' && due.kind !== 'malformed'
}

const messageItem = (
  id: string,
  spoken: boolean,
  status: 'in_progress' | 'completed' | 'incomplete',
  said?: string,
): ConversationItem => ({
  id,
  object: 'realtime.item',
  type: 'message',
  role: 'assistant',
  status,
  content:
    said === undefined
      ? []
      : [spoken ? { type: 'output_audio', transcript: said } : { type: 'output_text', text: said }],
})

/** Sends a reply's words, as sound or as text; false when it did not get to its end. */
export const sendMessage = async (
  stream: ResponseStream,
  reply: ScriptedReply,
): Promise<boolean> => {
  const { work, signal, usage } = stream
  const { emit, fault, conversation } = work
  const id = work.newId('item')
  const at = { response_id: work.responseId, item_id: id, output_index: 0, content_index: 0 }
  const spoken = work.modality === 'audio'
  const part = (said: string) =>
    spoken ? { type: 'audio' as const, transcript: said } : { type: 'text' as const, text: said }
  stream.beginItem(id, messageItem(id, spoken, 'in_progress'), 0)
  emit({ type: 'response.content_part.added', ...at, part: part('') })

  const tokens = [...tokensOf(reply.text)]
  const count = tokens.length
  let said = ''
  const sayUpTo = (share: number): void => {
    while (tokens.length > 0 && count - tokens.length < share * count) {
      const delta = tokens.shift() ?? ''
      said += delta
      usage.textTokens++
      emit(
        spoken
          ? { type: 'response.output_audio_transcript.delta', ...at, delta }
          : { type: 'response.output_text.delta', ...at, delta },
      )
    }
  }

  let sentMs = 0
  let broken = false
  const sendSound = async (): Promise<void> => {
    const { voice, speed, model } = work
    const sound = resample(await work.speak({ text: reply.text, voice, speed, model }), RATE_HZ)
    const bytes = toPcm16(sound.samples)
    const pieceBytes = (PIECE_MS * RATE_HZ * 2) / 1000
    const timesRealTime = fault?.kind === 'pace' ? fault.timesRealTime : work.timesRealTime
    let due = fault !== null && 'afterAudioMs' in fault ? fault : null
    for (let start = 0; start < bytes.length && !signal.aborted; start += pieceBytes) {
      if (due !== null && sentMs >= due.afterAudioMs) {
        broken = await breakNow(stream, due)
        due = null
        if (broken) return
      }
      const piece = bytes.subarray(start, start + pieceBytes)
      if (fault?.kind !== 'late-transcript') sayUpTo((start + piece.length) / bytes.length)
      emit({ type: 'response.output_audio.delta', ...at, delta: piece.toString('base64') })
      const pieceMs = (piece.length / 2 / RATE_HZ) * 1000
      sentMs += pieceMs
      usage.audioTokens += Math.ceil(pieceMs / MS_PER_TOKEN)
      conversation?.update(id, (old) =>
        old.isTruncated ? old : { ...old, text: said, audioMs: sentMs },
      )
      await pause(pieceMs / timesRealTime, signal)
    }
  }
  if (spoken) await sendSound()
  if (!broken && !signal.aborted) sayUpTo(1)
  const whole = tokens.length === 0 && !broken && !signal.aborted
  if (spoken) {
    emit({ type: 'response.output_audio.done', ...at })
    emit({ type: 'response.output_audio_transcript.done', ...at, transcript: said })
  } else {
    emit({ type: 'response.output_text.done', ...at, text: said })
  }
  emit({ type: 'response.content_part.done', ...at, part: part(said) })
  stream.endItem(id, messageItem(id, spoken, whole ? 'completed' : 'incomplete', said), 0, said)
  return whole
}
