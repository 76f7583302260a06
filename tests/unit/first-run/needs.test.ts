import { describe, expect, it } from 'vitest'
import type { ModelKind, ModelState } from '../../../electron/contracts/models.ts'
import {
  needsOf,
  roleStates,
  type ExchangeFacts,
  type NeededModel,
} from '../../../electron/core/first-run/needs.ts'

const model = (kind: ModelKind, state: ModelState, required = true): NeededModel => ({
  kind,
  state,
  required,
})
const MISSING = { stt: 'missing', llm: 'missing', tts: 'missing' } as const
const READY = { stt: 'ready', llm: 'ready', tts: 'ready' } as const
const facts = (changes: Partial<ExchangeFacts> = {}): ExchangeFacts => ({
  roles: READY,
  microphone: { status: 'ready', error: null },
  muted: false,
  providerLacks: false,
  out: { stt: null, llm: null, tts: null },
  ...changes,
})

describe('how far a role has come', () => {
  it('is told by its engine once that is there', () => {
    expect(
      roleStates({ stt: 'ready', llm: 'restarting', tts: 'failed' }, [model('stt', 'failed')]),
    ).toEqual({ stt: 'ready', llm: 'loading', tts: 'broken' })
  })

  it('is told by its models until then', () => {
    expect(
      roleStates(MISSING, [
        model('stt', 'downloading'),
        model('llm', 'missing'),
        model('tts', 'ready'),
        model('data', 'paused'),
      ]),
    ).toEqual({ stt: 'coming', llm: 'absent', tts: 'paused' })
  })

  it('is told by its worst model, and by none that is not needed', () => {
    expect(
      roleStates(MISSING, [
        model('tts', 'downloading'),
        model('data', 'failed'),
        model('llm', 'ready'),
        model('llm', 'failed', false),
      ]),
    ).toEqual({ stt: 'absent', llm: 'loading', tts: 'failed' })
  })
})

describe('what the first question waits for', () => {
  it('is nothing where everything serves', () => {
    expect(needsOf(facts())).toEqual([])
  })

  it('is a microphone that can be heard by', () => {
    const error = { code: 'microphone.permission-denied' } as const
    expect(needsOf(facts({ microphone: { status: 'failed', error } }))).toEqual([
      { what: 'microphone', error },
    ])
    expect(needsOf(facts({ muted: true }))).toEqual([{ what: 'unmute' }])
    // One that is closed is opened when somebody talks.
    expect(needsOf(facts({ microphone: { status: 'off', error: null } }))).toEqual([])
  })

  it('is what somebody has to ask for before what comes by itself', () => {
    const roles = { stt: 'coming', llm: 'failed', tts: 'absent' } as const
    expect(needsOf(facts({ roles }))).toEqual([
      { what: 'fetch', roles: ['llm', 'tts'], failed: true },
      { what: 'wait', roles: ['stt'], for: 'download' },
    ])
  })

  it('is a download before a load, so that one thing is waited for', () => {
    expect(needsOf(facts({ roles: { stt: 'loading', llm: 'coming', tts: 'ready' } }))).toEqual([
      { what: 'wait', roles: ['llm'], for: 'download' },
    ])
    expect(needsOf(facts({ roles: { stt: 'loading', llm: 'ready', tts: 'ready' } }))).toEqual([
      { what: 'wait', roles: ['stt'], for: 'load' },
    ])
  })

  it('is a restart of what does not run', () => {
    expect(needsOf(facts({ roles: { ...READY, tts: 'broken' } }))).toEqual([
      { what: 'restart', roles: ['tts'] },
    ])
  })

  it('says that no provider is set up, beside what could be fetched instead', () => {
    const roles = { stt: 'absent', llm: 'absent', tts: 'absent' } as const
    expect(needsOf(facts({ roles, providerLacks: true })).map(({ what }) => what)).toEqual([
      'provider',
      'fetch',
    ])
    // What is on its way will do without one.
    const coming = { stt: 'coming', llm: 'coming', tts: 'coming' } as const
    expect(needsOf(facts({ roles: coming, providerLacks: true }))).toEqual([
      expect.objectContaining({ what: 'wait' }),
    ])
  })

  it('names what a provider lacks where starting anew would not help', () => {
    const error = { code: 'provider.key-missing', params: { provider: 'OpenAI' } } as const
    const roles = { stt: 'broken', llm: 'broken', tts: 'broken' } as const
    const out = { stt: error, llm: error, tts: null }
    expect(needsOf(facts({ roles, out }))).toEqual([
      { what: 'provider', error },
      { what: 'restart', roles: ['tts'] },
    ])
  })
})
