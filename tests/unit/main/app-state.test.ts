import { describe, expect, it } from 'vitest'
import { snapshotOf } from '../../../electron/core/conversation/snapshot.ts'
import { initialState } from '../../../electron/core/conversation/state.ts'
import { AppState } from '../../../electron/main/app-state.ts'

const stateWithEngines = (): AppState => {
  const conversation = snapshotOf(
    initialState({
      conversationId: 'c',
      idSeed: 's',
      openConversation: false,
      muted: false,
      history: [],
    }),
  )
  const hotkey = { accelerator: '', label: '', mode: 'none', error: null } as const
  const state = new AppState(
    {
      conversation,
      hotkey,
      locale: 'en',
      appearance: { contrast: 'system', motion: 'system', transparency: 'system' },
      wakePhrase: 'Hey Warbler',
      waitingRules: { calls: 'unknown', lock: 'unknown' },
    },
    () => undefined,
  )
  for (const kind of ['stt', 'llm', 'tts'] as const) state.engineChanged(kind, 'ready', null)
  return state
}

describe('the state of the app', () => {
  it('offers to restart what gave up until it runs again, each part by itself', () => {
    const state = stateWithEngines()
    state.audioGaveUp(true)
    state.engineChanged('tts', 'failed', { code: 'worker.gave-up' })
    expect(state.snapshot.restartOffered).toEqual(['audio', 'tts'])
    state.engineChanged('tts', 'loading', null)
    expect(state.snapshot.restartOffered).toEqual(['audio'])
    state.audioGaveUp(false)
    expect(state.snapshot.restartOffered).toEqual([])
  })

  it('has nobody talk to an audio window that is not there', () => {
    const state = stateWithEngines()
    expect(state.obstacle()).toBeNull()
    state.audioGaveUp(true)
    expect(state.obstacle()?.code).toBe('audio.gave-up')
  })

  it('shows a phrase that is waited for, where any is', () => {
    const state = stateWithEngines()
    const phrases = ['Okay computer', 'Hey Warbler']
    state.phrasesAre(phrases)
    expect(state.snapshot.wakePhrase).toBe('Okay computer')
    state.phrasesAre(phrases, ['Okay computer'])
    expect(state.snapshot).toMatchObject({
      wakePhrase: 'Hey Warbler',
      phrasesTooCommon: ['Okay computer'],
    })
    state.phrasesAre(['Okay computer'])
    expect(state.snapshot.wakePhrase).toBe('Okay computer')
  })

  it('names nobody as in use where nobody is there', () => {
    const state = stateWithEngines()
    state.engineInUse('llm', { model: 'groq/llama', provider: 'Groq', because: null })
    state.engineChanged('llm', 'missing', { code: 'provider.capped-alone' })
    expect(state.snapshot.inUse.llm).toBeNull()
  })

  it('says why none of a line serves until one does', () => {
    const state = stateWithEngines()
    const serving = { model: 'groq/llama', provider: 'Groq', because: null }
    state.engineInUse('llm', serving)
    state.engineOut('llm', { code: 'provider.unreachable' })
    expect(state.snapshot.inUse.llm).toBeNull()
    expect(state.snapshot.out.llm).toEqual({ code: 'provider.unreachable' })
    state.engineInUse('llm', serving)
    expect(state.snapshot.out.llm).toBeNull()
    state.engineOut('llm', { code: 'provider.unreachable' })
    state.engineChanged('llm', 'missing', null)
    expect(state.snapshot.out.llm).toBeNull()
  })

  it('says why an engine does not serve to whoever wants to talk', () => {
    const state = stateWithEngines()
    state.engineChanged('llm', 'failed', { code: 'model.damaged', params: { model: 'm' } })
    expect(state.obstacle()).toEqual({ code: 'model.damaged', params: { model: 'm' } })
    state.engineChanged('llm', 'missing', null)
    expect(state.obstacle()?.code).toBe('llm.model-missing')
    state.providerIsLacking(true)
    expect(state.obstacle()).toEqual({ code: 'provider.none' })
    state.engineChanged('llm', 'missing', { code: 'provider.capped-alone' })
    expect(state.snapshot.engines.llm).toBe('capped')
    expect(state.obstacle()?.code).toBe('provider.capped-alone')
  })
})
