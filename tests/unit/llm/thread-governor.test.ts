import { describe, expect, it } from 'vitest'
import {
  createThreadGovernor,
  type LlamaWork,
} from '../../../electron/engines/llm/thread-governor.ts'

const PROMPT: LlamaWork = { type: 'prompt', tokens: 200 }
const prewarm = (tokens: number): LlamaWork => ({ type: 'prewarm', tokens })
const ahead = (position: number): LlamaWork => ({ type: 'ahead', position })
const reply = (position: number): LlamaWork => ({ type: 'reply', position })
const MINUTE_MS = 60_000

const governing = (maximum: number, singleThreadTokenMs: number, otherLoad = 0) =>
  createThreadGovernor({ maximum, singleThreadTokenMs, cores: maximum, otherLoad: () => otherLoad })

describe('thread governor', () => {
  it('uses all threads for the prompt and the first clause, and then leaves one to the voice', () => {
    const governor = governing(2, 60)
    expect(governor.threads(PROMPT, 0)).toBe(2)
    expect(governor.threads(reply(0), 0)).toBe(2)
    expect(governor.threads(reply(100), 0)).toBe(1)
    expect(governing(4, 60).threads(reply(100), 0)).toBe(3)
    expect(governing(1, 60).threads(reply(0), 0)).toBe(1)
  })

  it('goes down to one thread while several are slower than one, and tries again', () => {
    const governor = governing(2, 60)
    governor.observe(2, 1, 40, 0)
    expect(governor.threads(reply(0), 0)).toBe(2)
    governor.observe(2, 1, 270, 0)
    expect(governor.threads(reply(0), 10)).toBe(1)
    expect(governor.threads(PROMPT, 10)).toBe(1)
    expect(governor.threads(PROMPT, 5_000)).toBe(2)
  })

  it('sees a slow prompt as well, but not in a moment lost to somebody else', () => {
    const governor = governing(2, 60)
    governor.observe(2, 1, 90, 0)
    governor.observe(2, 4, 100, 0)
    governor.observe(2, 32, 32 * 5, 0)
    expect(governor.threads(PROMPT, 1)).toBe(2)
    governor.observe(2, 32, 32 * 40, 1)
    expect(governor.threads(PROMPT, 2)).toBe(1)
  })

  it('gives a long prewarm and what is written ahead one thread, whatever is free', () => {
    expect(governing(4, 60).threads(prewarm(200), 0)).toBe(1)
    expect(governing(4, 60).threads(ahead(1), 0)).toBe(1)
  })

  it('reads the last words of the person with all threads, unless others need the cores', () => {
    expect(governing(2, 60).threads(prewarm(8), 0)).toBe(2)
    expect(governing(2, 60).threads(ahead(0), 0)).toBe(2)
    expect(governing(2, 60, 1).threads(prewarm(8), 0)).toBe(1)
  })

  it('waits longer each time, and forgets in the end', () => {
    const governor = governing(2, 60)
    for (let failure = 0; failure < 10; failure += 1) governor.observe(2, 1, 500, 0)
    expect(governor.threads(PROMPT, 11_000)).toBe(1)
    expect(governor.threads(PROMPT, 13_000)).toBe(2)
  })

  it('learns from one thread how fast this machine can be', () => {
    const governor = governing(2, 300)
    governor.observe(1, 1, 50, 0)
    governor.observe(2, 1, 200, 0)
    expect(governor.threads(PROMPT, 1)).toBe(1)
  })

  it('takes small bites until it knows that the machine is free', () => {
    const governor = governing(2, 60)
    const unsure = governor.sliceTokens(PROMPT, 0)
    expect(unsure).toBeLessThan(16)
    governor.observe(2, unsure, 45, 0)
    expect(governor.sliceTokens(PROMPT, 10)).toBeGreaterThan(100)
    expect(governor.sliceTokens(PROMPT, MINUTE_MS)).toBe(unsure)
    expect(governing(1, 60).sliceTokens(PROMPT, 0)).toBeGreaterThan(100)
  })

  it('leaves a machine alone that others keep busy', () => {
    expect(governing(2, 60, 0.4).threads(PROMPT, 0)).toBe(2)
    expect(governing(2, 60, 1).threads(PROMPT, 0)).toBe(1)
    expect(governing(2, 60, 1).sliceTokens(PROMPT, 0)).toBeGreaterThan(100)
  })
})
