import { once } from 'node:events'
import { WebSocket } from 'ws'
import { toPcm16 } from '../../support/sound-lab/wave-file.ts'

/** A realtime session as a program without Warbler would hold one. */
interface PlainRealtime {
  /** Milliseconds from the end of what is said, all but its last piece there already, to the first sound. */
  readonly answer: (pieces: readonly Float32Array[]) => Promise<number>
  readonly close: () => void
}

/** Connects and sets the session up; sound is 24 kHz. */
export const openPlainRealtime = async (baseUrl: string): Promise<PlainRealtime> => {
  const socket = new WebSocket(`${baseUrl.replace('http', 'ws')}/realtime?model=gpt-realtime`)
  const listeners = new Set<(type: string, atMs: number) => void>()
  socket.on('message', (data: Buffer) => {
    const atMs = performance.now()
    const event: unknown = JSON.parse(data.toString('utf8'))
    if (typeof event !== 'object' || event === null || !('type' in event)) return
    if (event.type === 'error') throw new Error(data.toString('utf8'))
    for (const listen of listeners) listen(String(event.type), atMs)
  })
  await once(socket, 'open')
  const send = (event: object) => socket.send(JSON.stringify(event))
  const first = (wanted: string): Promise<number> =>
    new Promise((resolve) => {
      const listen = (type: string, atMs: number) => {
        if (type !== wanted) return
        listeners.delete(listen)
        resolve(atMs)
      }
      listeners.add(listen)
    })
  const format = { type: 'audio/pcm', rate: 24_000 }
  const input = { format, turn_detection: null }
  const output = { format, voice: 'marin' }
  const updated = first('session.updated')
  send({ type: 'session.update', session: { type: 'realtime', audio: { input, output } } })
  await updated
  const append = (samples: Float32Array) =>
    send({ type: 'input_audio_buffer.append', audio: toPcm16(samples).toString('base64') })
  return {
    answer: async (pieces) => {
      for (const piece of pieces.slice(0, -1)) append(piece)
      await new Promise((resolve) => setTimeout(resolve, 150))
      const sounded = first('response.output_audio.delta')
      const done = first('response.done')
      const startedAtMs = performance.now()
      append(pieces.at(-1) ?? new Float32Array())
      send({ type: 'input_audio_buffer.commit' })
      send({ type: 'response.create' })
      const tookMs = (await sounded) - startedAtMs
      await done
      return tookMs
    },
    close: () => socket.close(),
  }
}
