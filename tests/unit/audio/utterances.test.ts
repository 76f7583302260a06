import { describe, expect, it } from 'vitest'
import {
  FRAME_MS,
  type AudioEvent,
  type MicrophoneMessage,
} from '../../../electron/contracts/audio.ts'
import { createFrameRing } from '../../../renderer/audio/capture/frame-ring.ts'
import type { Frame } from '../../../renderer/audio/capture/frame.ts'
import type { JudgedFrame } from '../../../renderer/audio/playback/reflex-duck.ts'
import { UtteranceLedger } from '../../../renderer/audio/utterances/utterance-ledger.ts'
import { Utterances } from '../../../renderer/audio/utterances/utterances.ts'
import { VirtualTime } from '../../support/virtual-time.ts'
import { frameOf } from './frames.ts'

const PRE_ROLL = 15

/** A microphone of which each frame is known: `#` speech, `.` silence. */
class Room {
  readonly time = new VirtualTime()
  readonly events: AudioEvent[] = []
  readonly sent: MicrophoneMessage[] = []
  readonly pauses: { utterance: number; endSample: number; samples: Float32Array }[] = []
  readonly voices: { utterance: number; samples: Float32Array }[] = []
  readonly active: boolean[] = []
  readonly judged: JudgedFrame[] = []
  /** Frames that wait for the detector while it is held back. */
  readonly unjudged: Frame[] = []
  judges = true
  readonly #ring = createFrameRing(128)
  readonly #speech = new Set<number>()
  #sequence = 0

  readonly utterances: Utterances

  constructor(ledgerFrames = 1000) {
    this.utterances = new Utterances({
      clock: this.time.clock,
      ring: this.#ring,
      ledger: new UtteranceLedger(ledgerFrames),
      detector: {
        push: (frame) => this.unjudged.push(frame),
        reset: () => this.unjudged.splice(0),
      },
      send: (message) => this.sent.push(message),
      report: (event) => this.events.push(event),
      askTurn: (utterance, endSample, samples) =>
        this.pauses.push({ utterance, endSample, samples }),
      askVoice: (utterance, samples) => this.voices.push({ utterance, samples }),
      onJudged: (frame) => this.judged.push(frame),
      onActiveChange: (active) => this.active.push(active),
    })
  }

  /**
   * What the room sounds like from now on, one frame a sign, each delivered as soon as it is over:
   * `e` is our own voice, which sounds like speech.
   */
  hear(pattern: string): void {
    for (const sign of pattern) {
      this.time.advance(FRAME_MS)
      if (sign !== '.') this.#speech.add(this.#sequence)
      const echoLikeness = sign === 'e' ? 0.9 : null
      const frame = { ...frameOf(this.#sequence++, sign === '.' ? 0.01 : 0.1), echoLikeness }
      this.#ring.push(frame)
      this.utterances.take(frame)
      this.judge()
    }
  }

  judge(): void {
    while (this.judges) {
      const frame = this.unjudged.shift()
      if (frame === undefined) return
      this.utterances.judge(frame, this.#speech.has(frame.sequence) ? 0.9 : 0.01)
    }
  }

  listen(utterance: number, capture: 'now' | 'on-speech'): void {
    this.utterances.listen(utterance, capture)
    this.judge()
  }

  finish(utterance: number): void {
    this.utterances.finish(utterance)
    this.judge()
  }

  /** Start times, in frames, of what speech-to-text was given of an utterance. */
  framesOf(utterance: number): readonly number[] {
    const frames = this.sent.filter((message) => message.type === 'frame')
    return frames.filter((frame) => frame.utterance === utterance).map((frame) => frame.index)
  }

  told(type: AudioEvent['type']): readonly AudioEvent[] {
    return this.events.filter((event) => event.type === type)
  }
}

const quiet = (frames: number) => '.'.repeat(frames)
const speech = (frames: number) => '#'.repeat(frames)

describe('an utterance that begins with a key', () => {
  it('has what was said just before, and then every frame', () => {
    const room = new Room()
    room.hear(quiet(100))
    room.listen(1, 'now')
    expect(room.sent[0]).toEqual({ type: 'utterance-open', utterance: 1 })
    expect(room.framesOf(1)).toHaveLength(PRE_ROLL)
    room.hear(quiet(10))
    expect(room.framesOf(1)).toEqual(Array.from({ length: PRE_ROLL + 10 }, (_, i) => i))
  })

  it('hears the word that began before the key', () => {
    const room = new Room()
    room.hear(`${quiet(40)}${speech(6)}`)
    room.listen(1, 'now')
    expect(room.told('speech-start')).toMatchObject([
      { startSample: (PRE_ROLL - 6) * 512, speechStartAtMs: 40 * FRAME_MS },
    ])
  })

  it('begins with the first frame when the microphone was closed', () => {
    const room = new Room()
    room.listen(1, 'now')
    room.hear(quiet(3))
    expect(room.framesOf(1)).toEqual([0, 1, 2])
  })

  it('tells when speech begins, pauses and goes on, and where', () => {
    const room = new Room()
    room.hear(quiet(PRE_ROLL))
    room.listen(1, 'now')
    room.hear(`${quiet(5)}${speech(10)}${quiet(10)}${speech(4)}`)
    const [start, pause, resume] = room.events
    expect(start).toMatchObject({ type: 'speech-start', startSample: 20 * 512 })
    expect(pause).toMatchObject({
      type: 'speech-pause',
      endSample: 31 * 512,
      speechEndAtMs: 30 * FRAME_MS,
    })
    expect(resume).toMatchObject({ type: 'speech-resume', utterance: 1 })
  })
})

describe('a pause', () => {
  it('is given to the turn detector with the sound up to the newest frame', () => {
    const room = new Room()
    room.listen(1, 'now')
    room.hear(`${quiet(5)}${speech(10)}${quiet(10)}`)
    const [pause] = room.told('speech-pause')
    expect(room.pauses).toHaveLength(1)
    expect(pause).toMatchObject({ utterance: 1, endSample: room.pauses[0]?.endSample })
    const length = room.pauses[0]?.samples.length ?? 0
    expect(length).toBeGreaterThan(room.pauses[0]?.endSample ?? Infinity)
    expect(length).toBeLessThanOrEqual(25 * 512)
  })

  it('is given with no more than 8 s, and again for each further pause', () => {
    const room = new Room()
    room.listen(1, 'now')
    room.hear(`${speech(300)}${quiet(10)}${speech(10)}${quiet(10)}`)
    expect(room.pauses.map(({ samples }) => samples.length)).toEqual([128_000, 128_000])
    expect(room.pauses.map(({ endSample }) => endSample)).toEqual(
      room.told('speech-pause').map((event) => 'endSample' in event && event.endSample),
    )
  })

  it('tells what was heard since speech began or went on, over what was there before', () => {
    const room = new Room()
    room.listen(1, 'now')
    room.hear(`${quiet(30)}${speech(10)}${quiet(6)}${speech(4)}${quiet(6)}`)
    const heard = { peakProbability: 0.9, echoLikeness: null }
    const told = room.told('speech-pause').map((event) => event.type === 'speech-pause' && event)
    expect(told).toMatchObject([
      { evidence: { ...heard, speechMs: 10 * FRAME_MS } },
      { evidence: { ...heard, speechMs: 4 * FRAME_MS } },
    ])
    for (const pause of told) expect(pause && pause.evidence.aboveNoiseDb).toBeCloseTo(20)
  })

  it('is not told of our own voice, which is no speech', () => {
    const room = new Room()
    room.listen(1, 'now')
    room.hear(`${quiet(10)}${'e'.repeat(20)}${quiet(10)}`)
    expect(room.events).toEqual([])
    expect(room.judged.every(({ speaking, probability }) => !speaking && probability < 0.1)).toBe(
      true,
    )
  })
})

describe('an utterance that begins with speech', () => {
  it('sends nothing before speech, and the pre-roll before its first sign with it', () => {
    const room = new Room()
    room.hear(quiet(50))
    room.listen(1, 'on-speech')
    room.hear(quiet(20))
    expect(room.sent).toEqual([])
    room.hear(speech(3))
    expect(room.framesOf(1)).toHaveLength(PRE_ROLL + 3)
    expect(room.told('speech-start')).toMatchObject([
      { startSample: PRE_ROLL * 512, speechStartAtMs: 70 * FRAME_MS },
    ])
    room.hear('#.')
    expect(room.framesOf(1)).toEqual(Array.from({ length: PRE_ROLL + 5 }, (_, i) => i))
  })

  it('still has its pre-roll when the detector lags behind', () => {
    const room = new Room()
    room.hear(quiet(50))
    room.listen(1, 'on-speech')
    room.judges = false
    room.hear(`${quiet(20)}${speech(40)}`)
    room.judges = true
    room.judge()
    expect(room.framesOf(1)).toEqual(Array.from({ length: PRE_ROLL + 40 }, (_, i) => i))
  })

  it('is replaced by the next one as long as nobody spoke', () => {
    const room = new Room()
    room.hear(quiet(20))
    room.listen(1, 'on-speech')
    room.hear('##')
    room.listen(2, 'now')
    room.hear('#')
    expect(room.framesOf(1)).toEqual([])
    expect(room.told('speech-start')).toMatchObject([{ utterance: 2 }])
    expect(room.told('utterance-end')).toEqual([])
  })

  it('does not hear what the utterance before it has heard', () => {
    const room = new Room()
    room.hear(quiet(20))
    room.listen(1, 'on-speech')
    room.hear(`${speech(8)}${quiet(7)}`)
    room.finish(1)
    room.listen(2, 'on-speech')
    room.hear(quiet(20))
    expect(room.told('speech-start')).toHaveLength(1)
    room.hear(speech(3))
    expect(room.told('speech-start')).toHaveLength(2)
  })

  it('shares no frame with the utterance before it', () => {
    const room = new Room()
    room.hear(quiet(20))
    room.listen(1, 'now')
    room.hear(speech(5))
    room.utterances.drop(1)
    room.hear(quiet(2))
    room.listen(2, 'now')
    expect(room.framesOf(2)).toHaveLength(2)
  })
})

describe('finish', () => {
  it('answers at once where speech has paused, with the end that the pause told', () => {
    const room = new Room()
    room.hear(quiet(PRE_ROLL))
    room.listen(1, 'now')
    room.hear(`${speech(10)}${quiet(20)}`)
    room.finish(1)
    const [pause] = room.told('speech-pause')
    expect(room.told('utterance-end')).toMatchObject([
      { endSample: (PRE_ROLL + 11) * 512, speechEndAtMs: (PRE_ROLL + 10) * FRAME_MS },
    ])
    expect(pause).toMatchObject({ endSample: (PRE_ROLL + 11) * 512 })
  })

  it('waits for the sound up to that moment while speech goes on', () => {
    const room = new Room()
    room.hear(quiet(PRE_ROLL))
    room.listen(1, 'now')
    room.hear(speech(10))
    room.time.advance(FRAME_MS / 2)
    room.finish(1)
    expect(room.told('utterance-end')).toEqual([])
    room.hear('#')
    expect(room.told('utterance-end')).toMatchObject([{ endSample: (PRE_ROLL + 11) * 512 }])
    room.hear('##')
    expect(room.framesOf(1)).toHaveLength(PRE_ROLL + 11)
  })

  it('keeps quiet last words that may be more than silence', () => {
    const room = new Room()
    room.hear(quiet(PRE_ROLL))
    room.listen(1, 'now')
    room.hear(`${speech(10)}${quiet(8)}#`)
    room.finish(1)
    room.hear('.')
    expect(room.told('utterance-end')).toMatchObject([{ endSample: (PRE_ROLL + 20) * 512 }])
  })

  it('does not wait for ever for a detector or a microphone that is gone', () => {
    const room = new Room()
    room.hear(quiet(PRE_ROLL))
    room.listen(1, 'now')
    room.hear(speech(10))
    room.finish(1)
    room.time.advance(1000)
    expect(room.told('utterance-end')).toMatchObject([{ endSample: (PRE_ROLL + 10) * 512 }])
    expect(room.time.waiting).toBe(0)
  })

  it('gives everything to speech-to-text where the detector heard no speech', () => {
    const room = new Room()
    room.hear(quiet(PRE_ROLL))
    room.listen(1, 'now')
    room.hear(quiet(30))
    room.finish(1)
    room.hear('..')
    expect(room.told('utterance-end')).toMatchObject([{ speechEndAtMs: null }])
    expect(room.told('utterance-end')[0]).toHaveProperty('endSample', room.framesOf(1).length * 512)
  })

  it('ends an utterance that waited for speech in vain, and one it does not know', () => {
    const room = new Room()
    room.listen(1, 'on-speech')
    room.hear(quiet(5))
    room.finish(1)
    room.finish(99)
    expect(room.told('utterance-end')).toMatchObject([
      { utterance: 1, endSample: 0, speechEndAtMs: null },
      { utterance: 99, endSample: 0, speechEndAtMs: null },
    ])
  })

  it('is answered once, however often it is asked', () => {
    const room = new Room()
    room.listen(1, 'now')
    room.hear(speech(5))
    room.finish(1)
    room.finish(1)
    room.hear('##')
    expect(room.told('utterance-end')).toHaveLength(1)
  })
})

describe('utterances', () => {
  it('are silent about one that was dropped', () => {
    const room = new Room()
    room.hear(quiet(20))
    room.listen(1, 'now')
    room.hear(speech(5))
    const told = room.events.length
    room.utterances.drop(1)
    room.hear(`${speech(3)}${quiet(20)}`)
    expect(room.events).toHaveLength(told)
    expect(room.sent.at(-1)).toEqual({ type: 'utterance-drop', utterance: 1 })
  })

  it('come back whole to a worker that lost them, finished or not, until they are dropped', () => {
    const room = new Room()
    room.hear(quiet(20))
    room.listen(1, 'now')
    room.hear(`${speech(5)}${quiet(8)}`)
    room.finish(1)
    room.listen(2, 'now')
    room.hear(speech(4))
    const before = [...room.sent]
    room.sent.splice(0)
    room.utterances.replay()
    expect(room.sent).toEqual(before)
    room.utterances.drop(1)
    room.sent.splice(0)
    room.utterances.replay()
    expect(room.sent[0]).toEqual({ type: 'utterance-open', utterance: 2 })
  })

  it('have their voice asked for twice while it speaks, and at each pause, from its beginning on', () => {
    const room = new Room()
    room.listen(1, 'on-speech')
    room.hear(`${quiet(20)}${speech(60)}${quiet(8)}`)
    const frames = room.voices.map(({ samples }) => samples.length / 512)
    expect(frames.slice(0, 2)).toEqual([19, 47])
    expect(frames).toHaveLength(3)
    expect(frames[2]).toBeGreaterThan(60)
    expect(frames[2]).toBeLessThan(70)
    room.hear(`${speech(200)}${quiet(8)}`)
    expect(room.voices).toHaveLength(4)
    expect(room.voices[3]?.samples).toHaveLength(80_000)
  })

  it('end by themselves when they get longer than what can be kept', () => {
    const room = new Room(50)
    room.listen(1, 'now')
    room.hear(speech(60))
    expect(room.told('utterance-end')).toMatchObject([{ utterance: 1, endSample: 50 * 512 }])
  })

  it('need the microphone from listen until the end, without a break in between', () => {
    const room = new Room()
    room.listen(1, 'now')
    room.hear(speech(4))
    room.listen(2, 'now')
    room.hear('..')
    expect(room.active).not.toContain(false)
    room.utterances.drop(2)
    expect(room.active.at(-1)).toBe(false)
  })

  it('have their frames judged only while one is live', () => {
    const room = new Room()
    room.judges = false
    room.hear(speech(10))
    expect(room.unjudged).toEqual([])
  })
})
