import { describe, expect, it } from 'vitest'
import type { CodedError } from '../../../electron/contracts/errors.ts'
import type { EngineInUse } from '../../../electron/contracts/workers.ts'
import { createLineNotices } from '../../../electron/main/providers/line-notices.ts'
import { loopbackProvider } from '../../support/providers/loopback-models.ts'

const PROVIDERS = [
  loopbackProvider('https://groq.example.com/v1', { id: 'groq', name: 'Groq' }),
  loopbackProvider('https://money.example.com/v1', { id: 'money', name: 'Ca$h & {Co}' }),
]

const open = (language = 'en-US', isAlone = false) => {
  const said: string[] = []
  const shown: CodedError[] = []
  const mentioned: CodedError[] = []
  const withdrawn: string[] = []
  const resolved: string[] = []
  const notices = createLineNotices({
    providers: () => PROVIDERS,
    language: () => language,
    announce: (text) => said.push(text),
    withdraw: (text) => withdrawn.push(text),
    raise: (error) => shown.push(error),
    mention: (error) => mentioned.push(error),
    resolve: (codes) => resolved.push(...codes),
    isAlone: () => isAlone,
  })
  return { notices, said, shown, mentioned, withdrawn, resolved }
}

const serving = (model: string): EngineInUse => ({ type: 'in-use', model, because: null })
const instead = (
  model: string,
  provider: string,
  code: CodedError['code'] = 'provider.unreachable',
): EngineInUse => ({ type: 'in-use', model, because: { code, params: { provider } } })

describe('another engine takes over', () => {
  it('is shown and said, with the name of who is out and of who answers', () => {
    const { notices, said, shown, mentioned } = open()
    notices.inUse('llm', serving('groq/llama'))
    notices.inUse('llm', instead('money/gpt', 'Groq'))
    expect(said).toHaveLength(1)
    expect(said[0]).toContain('Groq')
    expect(said[0]).toContain('Ca$h & {Co}')
    expect(mentioned.map(({ code }) => code)).toEqual(['provider.unreachable'])
    // Nobody has to do anything: it is answered all the same.
    expect(shown).toEqual([])
  })

  it('is said without a name where it is this machine', () => {
    const { notices, said } = open()
    notices.inUse('llm', instead('qwen', 'Ca$h & {Co}'))
    expect(said).toEqual([
      'Ca$h & {Co} cannot be used now, so I am using what is on this computer.',
    ])
  })

  it('is said once of a provider, however many of its roles and failures there are', () => {
    const { notices, said } = open()
    notices.inUse('llm', instead('qwen', 'Groq'))
    notices.inUse('stt', instead('whisper', 'Groq', 'provider.stalled'))
    notices.inUse('tts', instead('piper', 'Groq', 'provider.rate-limited'))
    notices.inUse('llm', instead('qwen', 'Groq', 'provider.rate-limited'))
    expect(said).toHaveLength(1)
  })

  it('is said of each provider', () => {
    const { notices, said } = open()
    notices.inUse('llm', instead('qwen', 'Groq'))
    notices.inUse('stt', instead('whisper', 'Ca$h & {Co}'))
    expect(said).toHaveLength(2)
  })

  it('is said in the language of the voice', () => {
    const { notices, said } = open('zh-CN')
    notices.inUse('llm', instead('qwen', 'Groq'))
    expect(said[0]).toMatch(/Groq.*这台电脑/u)
  })

  it('is only mentioned where an engine on this machine is to blame', () => {
    const { notices, said, mentioned } = open()
    notices.inUse('llm', { type: 'in-use', model: 'groq/llama', because: { code: 'llm.failed' } })
    notices.inUse('llm', serving('qwen'))
    expect(said).toEqual([])
    expect(mentioned).toEqual([{ code: 'llm.failed' }])
  })
})

describe('a provider that is back', () => {
  it('is said once, when all of its roles have it again', () => {
    const { notices, said } = open()
    notices.inUse('llm', instead('qwen', 'Groq'))
    notices.inUse('stt', instead('whisper', 'Groq'))
    notices.inUse('llm', serving('groq/llama'))
    expect(said).toHaveLength(1)
    notices.inUse('stt', serving('groq/whisper'))
    expect(said.slice(1)).toEqual(['Groq is back.'])
  })

  it('is called by its own name, whoever took its place failed last', () => {
    const { notices, said } = open()
    notices.inUse('llm', instead('money/gpt', 'Groq'))
    notices.inUse('llm', instead('qwen', 'Ca$h & {Co}'))
    notices.inUse('llm', serving('groq/llama'))
    expect(said.at(-1)).toBe('Groq is back.')
  })

  it('is said again to be out the next time', () => {
    const { notices, said } = open()
    for (let time = 0; time < 2; time += 1) {
      notices.inUse('llm', instead('qwen', 'Groq'))
      notices.inUse('llm', serving('groq/llama'))
    }
    expect(said).toHaveLength(4)
  })

  it('is not spoken of where it never was out', () => {
    const { notices, said, mentioned } = open()
    notices.inUse('llm', serving('groq/llama'))
    expect([said, mentioned]).toEqual([[], []])
  })
})

describe('the cap', () => {
  it('is said when it is near, and said and mentioned when it is reached', () => {
    const { notices, said, mentioned } = open()
    notices.cap('within')
    notices.cap('near')
    expect([said.length, mentioned.length]).toEqual([1, 0])
    notices.cap('reached')
    expect(said).toHaveLength(2)
    expect(mentioned).toEqual([{ code: 'provider.capped' }])
  })

  it('is spoken of no more, and not mentioned, once it is out of sight again', () => {
    const { notices, said, withdrawn, resolved } = open()
    notices.cap('near')
    notices.cap('reached')
    expect(withdrawn).toEqual(said.slice(0, 1))
    notices.cap('within')
    expect(withdrawn).toEqual(said)
    expect(resolved).toContain('provider.capped')
    notices.cap('within')
    expect(withdrawn).toHaveLength(2)
  })

  it('is only shown where nobody on this machine can say it, and nobody can answer', () => {
    const { notices, said, shown } = open('en-US', true)
    notices.cap('reached')
    expect(said).toEqual([])
    expect(shown).toEqual([{ code: 'provider.capped-alone' }])
  })
})
