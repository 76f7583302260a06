import { describe, expect, it } from 'vitest'
import { ReplyRecording } from '../../../renderer/audio/playback/reply-recording.ts'

const RATE_HZ = 1000
const tone = (length: number, value = 0.5) => new Float32Array(length).fill(value)
const lengthOf = (recording: ReplyRecording, index: number, playedMs: number) =>
  recording.until(index, playedMs)?.samples.length ?? 0

describe('the recording of a reply', () => {
  it('is its chunks in their order, whichever came first, and says where each begins', () => {
    const recording = new ReplyRecording()
    recording.add(1, tone(300, -0.5), RATE_HZ)
    recording.add(0, tone(200), RATE_HZ)
    recording.end(0)
    recording.end(1)
    const whole = recording.until(1, 300)
    expect(whole?.chunks).toEqual([
      { index: 0, atMs: 0 },
      { index: 1, atMs: 200 },
    ])
    expect([whole?.samples[199], whole?.samples[200]]).toEqual([16_383, -16_383])
    expect(whole?.samples).toHaveLength(500)
  })

  it('is cut to what was heard', () => {
    const recording = new ReplyRecording()
    recording.add(0, tone(200), RATE_HZ)
    recording.add(1, tone(300), RATE_HZ)
    recording.add(2, tone(300), RATE_HZ)
    expect(lengthOf(recording, 1, 120)).toBe(320)
    expect(lengthOf(recording, 0, 50)).toBe(50)
  })

  it('is nothing where nothing was heard, or came', () => {
    const recording = new ReplyRecording()
    expect(recording.until(0, 100)).toBeNull()
    recording.add(0, tone(200), RATE_HZ)
    expect(recording.until(0, 0)).toBeNull()
    expect(recording.until(-1, 0)).toBeNull()
  })

  it('holds nothing twice that a restarted worker says again', () => {
    const recording = new ReplyRecording()
    recording.add(0, tone(200), RATE_HZ)
    recording.end(0)
    recording.add(1, tone(120), RATE_HZ)
    recording.restart()
    recording.add(0, tone(200), RATE_HZ)
    recording.add(1, tone(100), RATE_HZ)
    recording.add(1, tone(100), RATE_HZ)
    expect(lengthOf(recording, 1, 9999)).toBe(400)
  })

  it('is of one rate where another voice took over', () => {
    const recording = new ReplyRecording()
    recording.add(0, tone(24_000), 24_000)
    recording.add(1, tone(16_000), 16_000)
    const whole = recording.until(1, 1000)
    expect([whole?.sampleRateHz, whole?.samples.length]).toEqual([24_000, 48_000])
  })

  it('does not wrap round where a voice is too loud', () => {
    const recording = new ReplyRecording()
    recording.add(0, Float32Array.of(1.5, -1.5), RATE_HZ)
    expect([...(recording.until(0, 2)?.samples ?? [])]).toEqual([0x7fff, -0x7fff])
  })
})
