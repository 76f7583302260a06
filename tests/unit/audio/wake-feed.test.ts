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
  const hear = (pattern: string): void => {
    for (const sign of pattern) {
      const frame = { ...frameOf(sequence), echoLikeness: sign === 'e' ? 0.9 : null }
      sequence += 1
      ring.push(frame)
      feed.take(frame)
      feed.judge(frame, sign === '.' ? 0.01 : 0.95)
    }
  }
  const kinds = () => sent.map(({ type }) => type).filter((type) => type !== 'frame')
  const frames = (stretch: number) =>
    sent.flatMap((message) =>
      message.type === 'frame' && message.stretch === stretch ? [message.startedAtMs] : [],
    )
  return { feed, hear, sent, asked, kinds, frames }
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
    expect(times[0]).toBe((40 - 15) * 32)
    expect(times).toEqual(times.map((_time, at) => (25 + at) * 32))
    expect(times).toHaveLength(35)
  })

  it('tells pauses and the end', () => {
    const { hear, kinds, frames } = room()
    hear(`${SILENCE}${'#'.repeat(12)}......${'#'.repeat(12)}${SILENCE}`)
    expect(kinds()).toEqual(['pause', 'pause', 'close'])
    hear('#'.repeat(12))
    expect(frames(2).length).toBeGreaterThan(12)
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
