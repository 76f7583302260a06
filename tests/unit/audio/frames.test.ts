import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFrameAssembler } from '../../../renderer/audio/capture/frame-assembler.ts'
import { createFrameClock } from '../../../renderer/audio/capture/frame-clock.ts'
import { createFrameRing } from '../../../renderer/audio/capture/frame-ring.ts'
import { meterLevel, rootMeanSquare } from '../../../renderer/audio/capture/level.ts'
import { createLevelMeter } from '../../../renderer/audio/level-meter.ts'
import { frameOf } from './frames.ts'

describe('frame assembler', () => {
  it('cuts blocks of any length into frames without losing or repeating a sample', () => {
    const lengths = fc.array(fc.integer({ min: 0, max: 1200 }), { maxLength: 40 })
    fc.assert(
      fc.property(lengths, (blocks) => {
        const out: number[] = []
        const ends: number[] = []
        const assemble = createFrameAssembler(512, (samples, end) => {
          out.push(...samples)
          ends.push(end)
        })
        let next = 0
        for (const length of blocks) assemble(Float32Array.from({ length }, () => next++))
        expect(out).toEqual(Array.from({ length: Math.floor(next / 512) * 512 }, (_, i) => i))
        expect(ends).toEqual(ends.map((_, i) => (i + 1) * 512))
      }),
    )
  })
})

describe('frame clock', () => {
  it('is not misled by frames that a busy window takes late', () => {
    const clock = createFrameClock(16_000)
    const lateness = [5, 80, 3, 200, 0, 40]
    lateness.forEach((lateMs, i) => clock.observe((i + 1) * 512, 1000 + (i + 1) * 32 + lateMs))
    expect(clock.atMs(6 * 512)).toBe(1000 + 6 * 32)
    expect(clock.atMs(0)).toBe(1000)
  })

  it('follows a source that stood still for a while', () => {
    const clock = createFrameClock(16_000)
    for (let i = 1; i <= 100; i++) clock.observe(i * 512, i * 32)
    for (let i = 101; i <= 300; i++) clock.observe(i * 512, i * 32 + 500)
    expect(clock.atMs(300 * 512)).toBe(300 * 32 + 500)
  })
})

describe('frame ring', () => {
  it('keeps the newest frames, oldest first', () => {
    const ring = createFrameRing(3)
    for (let sequence = 0; sequence < 10; sequence++) ring.push(frameOf(sequence))
    expect(ring.from(0).map((frame) => frame.sequence)).toEqual([7, 8, 9])
    expect(ring.from(9).map((frame) => frame.sequence)).toEqual([9])
  })

  it('holds nothing from before the microphone was closed', () => {
    const ring = createFrameRing(3)
    ring.push(frameOf(0))
    ring.clear()
    expect(ring.from(0)).toEqual([])
  })
})

describe('level', () => {
  it('is empty in silence, full for a loud voice, and grows in between', () => {
    expect(meterLevel(0)).toBe(0)
    expect(meterLevel(1)).toBe(1)
    expect(meterLevel(0.01)).toBeGreaterThan(meterLevel(0.003))
    expect(rootMeanSquare(new Float32Array(0))).toBe(0)
    expect(rootMeanSquare(Float32Array.of(0.5, -0.5))).toBeCloseTo(0.5)
  })

  it('is told once for two frames, and shows the louder one', () => {
    const levels: number[] = []
    const meter = createLevelMeter((level) => levels.push(level))
    meter(new Float32Array(512).fill(1))
    meter(new Float32Array(512))
    meter(new Float32Array(512))
    expect(levels).toEqual([1])
  })
})
