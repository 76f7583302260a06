import { describe, expect, it } from 'vitest'
import { createThreadGovernor } from '../../../electron/engines/llm/thread-governor.ts'

describe('thread governor', () => {
  it('uses all threads for the prompt and the first clause, and then leaves one to the voice', () => {
    const governor = createThreadGovernor(2, 60)
    expect(governor.threads(null)).toBe(2)
    expect(governor.threads(0)).toBe(2)
    expect(governor.threads(100)).toBe(1)
    expect(createThreadGovernor(4, 60).threads(100)).toBe(3)
    expect(createThreadGovernor(1, 60).threads(100)).toBe(1)
  })

  it('goes down to one thread when several are slower than one', () => {
    const governor = createThreadGovernor(2, 60)
    governor.observe(2, 1, 40)
    expect(governor.threads(0)).toBe(2)
    governor.observe(2, 1, 270)
    expect(governor.threads(0)).toBe(1)
    expect(governor.threads(null)).toBe(1)
  })

  it('sees a slow prompt as well, but not in a slice of a few tokens', () => {
    const governor = createThreadGovernor(2, 60)
    governor.observe(2, 4, 300)
    governor.observe(2, 32, 32 * 5)
    expect(governor.threads(null)).toBe(2)
    governor.observe(2, 32, 32 * 40)
    expect(governor.threads(null)).toBe(1)
  })

  it('tries again later, and later still if it was no better', () => {
    const governor = createThreadGovernor(2, 60)
    const tokensUntilRetry = () => {
      governor.observe(2, 1, 500)
      let tokens = 0
      while (governor.threads(0) === 1) {
        governor.observe(1, 1, 60)
        tokens += 1
      }
      return tokens
    }
    const first = tokensUntilRetry()
    expect(tokensUntilRetry()).toBe(first * 2)
    governor.observe(2, 1, 40)
    expect(tokensUntilRetry()).toBe(first)
  })
})
