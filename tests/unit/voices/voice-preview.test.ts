import { describe, expect, it } from 'vitest'
import type { AudioCommand } from '../../../electron/contracts/audio.ts'
import { succeed, type CodedError } from '../../../electron/contracts/errors.ts'
import type { VoicePreview } from '../../../electron/contracts/voice-preview.ts'
import type { TtsEvent, TtsRequest } from '../../../electron/contracts/workers.ts'
import type { TransferredPort } from '../../../electron/main/workers/process-host.ts'
import { VoicePreviews } from '../../../electron/main/voice-preview/voice-preview.ts'
import { VirtualTime } from '../../support/virtual-time.ts'

const HEART = { model: 'kokoro', voice: 'af_heart' }
const GEORGE = { model: 'kokoro', voice: 'bm_george' }

/** A worker that does what it is told to, when the test says so. */
const stage = () => {
  const time = new VirtualTime()
  const asked: TtsRequest[] = []
  const commands: AudioCommand[] = []
  const shown: VoicePreview[] = []
  const state = { isTalking: false, running: '' }
  const listeners: {
    event: (event: TtsEvent) => void
    ready: () => void
    lost: (error: CodedError) => void
  } = { event: () => undefined, ready: () => undefined, lost: () => undefined }
  const forget = () => () => undefined
  const previews = new VoicePreviews({
    worker: {
      request: (message) => {
        asked.push(message)
        return succeed(null)
      },
      onEvent: (listener) => {
        listeners.event = listener
        return forget()
      },
      onReady: (listener) => {
        listeners.ready = () => listener({ type: 'ready', model: 'kokoro', loadMs: 1 })
        return forget()
      },
      onLost: (listener) => {
        listeners.lost = listener
        return forget()
      },
      reportHang: () => undefined,
      setModel: (load) => {
        state.running = JSON.stringify(load)
      },
      stop: () => {
        state.running = ''
      },
      dispose: () => Promise.resolve(),
    },
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it only goes through
    connect: () => ({}) as TransferredPort,
    command: (command) => void commands.push(command),
    model: ({ model, voice }) =>
      model === 'kokoro'
        ? { id: model, engine: 'scripted', files: {}, threads: 1, options: { voice } }
        : null,
    sentence: () => 'Good morning.',
    speed: () => 1.25,
    isTalking: () => state.isTalking,
    clock: time.clock,
    onChange: (preview) => void shown.push(preview),
  })
  const generation = () => asked.findLast(({ type }) => type === 'synthesize')
  return { time, asked, commands, shown, state, previews, listeners, generation }
}

describe('a preview of a voice', () => {
  it('speaks with that voice, at the pace that is set, and is over when it has been heard', () => {
    const { previews, listeners, state, asked, commands, shown } = stage()
    expect(previews.play(HEART).ok).toBe(true)
    expect(state.running).toContain('af_heart')
    expect(asked.at(-1)).toEqual({
      type: 'synthesize',
      generation: 1,
      index: 0,
      text: 'Good morning.',
      speed: 1.25,
    })
    listeners.event({ type: 'synthesized', generation: 1, index: 0, audioMs: 900, computeMs: 100 })
    expect(commands).toEqual([
      { type: 'preview-play', generation: 1 },
      { type: 'preview-close', generation: 1 },
    ])
    previews.heard({ generation: 1, state: 'playing' })
    expect(shown.at(-1)).toEqual({ voice: HEART, isPlaying: true, error: null })
    previews.heard({ generation: 1, state: 'ended' })
    expect(shown.at(-1)).toEqual({ voice: null, isPlaying: false, error: null })
  })

  it('ends on a second press, and gives way to another voice', () => {
    const { previews, commands, state } = stage()
    previews.toggle(HEART)
    previews.toggle(HEART)
    expect(previews.preview.voice).toBeNull()
    expect(commands.at(-1)).toEqual({ type: 'preview-stop', generation: 1 })
    previews.toggle(HEART)
    previews.toggle(GEORGE)
    expect(previews.preview.voice).toEqual(GEORGE)
    expect(state.running).toContain('bm_george')
    // What is left of the one before is nobody's.
    previews.heard({ generation: 2, state: 'ended' })
    expect(previews.preview.voice).toEqual(GEORGE)
  })

  it('does not begin while somebody talks with Warbler, and ends when they begin', () => {
    const { previews, state, commands } = stage()
    state.isTalking = true
    expect(previews.play(HEART)).toMatchObject({ error: { code: 'voices.preview-not-now' } })
    expect(commands).toEqual([])
    state.isTalking = false
    previews.play(HEART)
    state.isTalking = true
    previews.look()
    expect(commands.at(-1)?.type).toBe('preview-stop')
  })

  it('says why it was not heard', () => {
    const { previews, listeners, shown } = stage()
    expect(previews.play({ model: 'gone', voice: null })).toMatchObject({
      error: { code: 'tts.model-missing' },
    })
    previews.play(HEART)
    listeners.event({ type: 'failed', generation: 1, index: 0, error: { code: 'tts.failed' } })
    expect(shown.at(-1)).toEqual({ voice: null, isPlaying: false, error: { code: 'tts.failed' } })
  })

  it('gives the memory of its engine back when nobody plays another', () => {
    const { previews, state, time } = stage()
    previews.play(HEART)
    previews.stop()
    time.advance(5000)
    previews.play(HEART)
    time.advance(60_000)
    expect(state.running).toContain('af_heart')
    previews.stop()
    time.advance(60_000)
    expect(state.running).toBe('')
  })
})
