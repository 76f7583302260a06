import { expect, it } from 'vitest'
import type { AudioEvent, PlaybackMessage } from '../../../electron/contracts/audio.ts'
import { FileAudio } from '../../../electron/main/ask/file-audio.ts'

const open = () => {
  const events: AudioEvent[] = []
  const audio = new FileAudio({
    nowMs: () => 0,
    toSpeechToText: () => undefined,
    onEvent: (event) => events.push(event),
    onQuestionSent: () => undefined,
  })
  const pcm = (index: number, samples: number, sampleRateHz = 24_000): PlaybackMessage => ({
    type: 'pcm',
    generation: 1,
    index,
    samples: new Float32Array(samples).fill(0.5),
    sampleRateHz,
  })
  const end = (index: number): PlaybackMessage => ({ type: 'chunk-end', generation: 1, index })
  return { audio, events, types: () => events.map(({ type }) => type), pcm, end }
}

it('goes on behind a chunk that is skipped', () => {
  const { audio, types, pcm, end } = open()
  audio.command({ type: 'play', generation: 1 })
  audio.receive(pcm(1, 2400))
  audio.receive(end(1))
  audio.command({ type: 'close', generation: 1, chunkCount: 2 })
  expect(types()).toEqual([])
  audio.command({ type: 'skip', generation: 1, index: 0 })
  expect(types()).toEqual(['playback-start', 'playback-progress', 'playback-end'])
  expect(audio.takeReply().samples).toHaveLength(2400)
})

it('tells how long each chunk is, and keeps the pace of each, where voices differ in their rates', () => {
  const { audio, events, pcm, end } = open()
  audio.command({ type: 'play', generation: 1 })
  audio.receive(pcm(0, 22_050, 22_050))
  audio.receive(pcm(0, 12_000, 24_000))
  audio.receive(end(0))
  audio.receive(pcm(1, 8000, 16_000))
  audio.receive(end(1))
  const told = events.flatMap((event) => (event.type === 'playback-progress' ? [event] : []))
  expect(told.map(({ index, chunkMs }) => [index, chunkMs])).toEqual([
    [0, 1500],
    [1, 500],
  ])
  const { samples, sampleRateHz } = audio.takeReply()
  expect(sampleRateHz).toBe(24_000)
  expect(samples).toHaveLength(2 * 24_000)
  expect(audio.takeReply().samples).toHaveLength(0)
})
