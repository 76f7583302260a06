import { describe, expect, it } from 'vitest'
import type { WakeMessage } from '../../../electron/contracts/wake.ts'
import { createFrameRing } from '../../../renderer/audio/capture/frame-ring.ts'
import type { Frame } from '../../../renderer/audio/capture/frame.ts'
import { WakeFeed } from '../../../renderer/audio/wake/wake-feed.ts'
import { frameOf } from './frames.ts'

/** A room whose frames are known: `#` speech, `.` silence, `e` our own voice. */
const room = () => {
  const sent: WakeMessage[] = []
  const ring = createFrameRing(64)
  const asked: Frame[] = []
  const feed = new WakeFeed({
    ring,
    detector: { push: (frame) => asked.push(frame) },
    send: (message) => sent.push(message),
  })
  let sequence = 0
  const hear = (pattern: string, loudness?: number): void => {
    for (const sign of pattern) {
      const frame = { ...frameOf(sequence, loudness), echoLikeness: sign === 'e' ? 0.9 : null }
      sequence += 1
      ring.push(frame)
      feed.take(frame)
      feed.judge(asked.at(-1) ?? frame, sign === '.' ? 0.01 : 0.95)
    }
  }
  /** How loud the voice detector was shown the newest frame. */
  const shown = () => asked.at(-1)?.samples[0] ?? 0
  const kinds = () => sent.map(({ type }) => type).filter((type) => type !== 'frame')
  const frames = (stretch: number) =>
    sent.flatMap((message) =>
      message.type === 'frame' && message.stretch === stretch ? [message.startedAtMs] : [],
    )
  return { feed, hear, sent, asked, shown, kinds, frames }
}

const SILENCE = '.'.repeat(40)

describe('WakeFeed', () => {
  it('sends nothing of silence', () => {
    const { hear, sent, asked } = room()
    hear(SILENCE)
    expect(sent).toEqual([])
    expect(asked).toHaveLength(40)
  })

  it('sends speech with what came before it, each frame once and in order', () => {
    const { hear, frames } = room()
    hear(`${SILENCE}${'#'.repeat(20)}`)
    const times = frames(1)
    expect(times[0]).toBe((40 - 28) * 32)
    expect(times).toEqual(times.map((_time, at) => (12 + at) * 32))
    expect(times).toHaveLength(48)
  })

  it('tells pauses and the end', () => {
    const { hear, kinds, frames } = room()
    hear(`${SILENCE}${'#'.repeat(12)}......${'#'.repeat(12)}${SILENCE}`)
    expect(kinds()).toEqual(['pause', 'pause', 'close'])
    hear('#'.repeat(12))
    expect(frames(2).length).toBeGreaterThan(12)
  })

  it('brings a voice from afar nearer to the voice detector, and sends it on as it was', () => {
    const { hear, shown, sent } = room()
    hear('.'.repeat(40), 0.002)
    hear('#'.repeat(20), 0.01)
    expect(shown()).toBeCloseTo(0.04)
    const loudness = sent.flatMap((message) =>
      message.type === 'frame' ? [message.samples[0] ?? 0] : [],
    )
    expect(Math.max(...loudness)).toBeCloseTo(0.01)
  })

  it('leaves what is said at the desk, and what is softly said right after it, as loud as it is', () => {
    const { hear, shown } = room()
    hear('#'.repeat(5), 0.1)
    expect(shown()).toBeCloseTo(0.1)
    hear('#'.repeat(5), 0.02)
    expect(shown()).toBeCloseTo(0.02)
    hear('#'.repeat(200), 0.02)
    expect(shown()).toBeCloseTo(0.08)
  })

  it('leaves silence silent', () => {
    const { hear, shown } = room()
    hear('.'.repeat(300), 0.0009)
    expect(shown()).toBeCloseTo(0.0009)
  })

  it('takes its own voice for silence', () => {
    const { hear, sent } = room()
    hear(`${SILENCE}${'e'.repeat(30)}`)
    expect(sent).toEqual([])
  })

  it('ends what is under way when an utterance is heard instead, and begins anew', () => {
    const { feed, hear, kinds, frames } = room()
    hear(`${SILENCE}${'#'.repeat(10)}`)
    feed.stop()
    feed.stop()
    expect(kinds()).toEqual(['close'])
    hear('#'.repeat(10))
    expect(frames(2).length).toBeGreaterThan(0)
  })
})
