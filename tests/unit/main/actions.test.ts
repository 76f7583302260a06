import { describe, expect, it } from 'vitest'
import { fail, succeed } from '../../../electron/contracts/errors.ts'
import { defaultSettings, type Settings } from '../../../electron/contracts/settings.ts'
import type { SettingsPatch } from '../../../electron/contracts/settings.ts'
import type { AppSnapshot } from '../../../electron/contracts/snapshot.ts'
import { ACTIONS } from '../../../electron/core/actions/definitions.ts'
import { createActionRunner } from '../../../electron/main/actions/run-action.ts'
import { createMuteTimer } from '../../../electron/main/actions/mute-timer.ts'
import { createUndoableChanges } from '../../../electron/main/actions/undoable-changes.ts'
import { VirtualTime } from '../../support/virtual-time.ts'
import { appSnapshot } from '../renderer/app-snapshot.ts'
import { modelsSnapshot, modelSnapshot } from '../renderer/models-snapshot.ts'

const world = (start: Partial<Settings> = {}, shown: Partial<AppSnapshot> = {}) => {
  let settings: Settings = { ...defaultSettings(), ...start }
  let nowMs = 1_000_000
  const done: string[] = []
  const noticed: SettingsPatch[] = []
  let refuses = false
  const changes = createUndoableChanges({
    settings: () => settings,
    change: (patch) => {
      if (refuses) return fail('disk.full')
      settings = { ...settings, ...(patch as Partial<Settings>) }
      return succeed(null)
    },
    now: () => nowMs,
    onChanged: (_id, patch) => void noticed.push(patch),
  })
  const kokoro = modelSnapshot({
    id: 'kokoro',
    name: 'Kokoro 82M',
    kind: 'tts',
    state: 'ready',
    voices: [
      { id: 'af_heart', language: 'en-US' },
      { id: 'bf_emma', language: 'en-GB' },
    ],
  })
  const run = createActionRunner({
    settings: () => settings,
    snapshot: () => appSnapshot({}, shown),
    models: () =>
      modelsSnapshot({
        models: [kokoro],
        choice: { tts: 'kokoro' } as never,
      }),
    change: changes.change,
    undo: changes.undo,
    mute: (muted, untilMs = null) => {
      settings = { ...settings, muted, mutedUntilMs: untilMs }
      return succeed(null)
    },
    setOpen: (open) => succeed(done.push(open ? 'open' : 'closed') > 0 ? null : null),
    toggleTalk: () => void done.push('talk'),
    cancel: () => void done.push('stop'),
    newConversation: () => void done.push('new'),
    continueConversation: () => succeed(null),
    showWelcome: () => void done.push('welcome'),
    showTranscript: () => void done.push('transcript'),
    showConversation: (id) => succeed(id === 'known'),
    showSettings: (target) => void done.push(`settings ${target?.pane} ${target?.setting}`),
    deleteEverything: () => {
      done.push('delete-everything')
      return succeed(null)
    },
    quit: () => void done.push('quit'),
    now: () => nowMs,
  })
  const ask = (action: string, input = {}, confirmed = false) => {
    nowMs += 5000
    const ran = run({ action, input }, { by: 'hand', language: 'en', confirmed })
    return ran.ok ? ran.value.text : ran.error.code
  }
  return {
    ask,
    run,
    done,
    noticed,
    settings: () => settings,
    refuse: () => {
      refuses = true
    },
    wait: (ms: number) => {
      nowMs += ms
    },
    change: (patch: SettingsPatch) => changes.change(patch),
  }
}

describe('an action that is run', () => {
  it('refuses one that there is not, and an input that it does not take', () => {
    const { ask, settings } = world()
    expect(ask('destroy')).toBe('usage.invalid')
    expect(ask('constructor')).toBe('usage.invalid')
    expect(ask('volume.set', { value: 7 })).toBe('usage.invalid')
    expect(ask('volume.set', { value: 'loud' })).toBe('usage.invalid')
    expect(ask('mute-for', { forMs: -1 })).toBe('usage.invalid')
    expect(ask('mute-for', { forMs: 1e12 })).toBe('usage.invalid')
    expect(settings()).toEqual(defaultSettings())
  })

  it('changes a setting and says what it is now', () => {
    const { ask, settings } = world()
    expect(ask('volume.set', { value: 0.3 })).toBe('The volume: 30 percent.')
    expect(settings().volume).toBe(0.3)
    expect(ask('volume.set', { value: 0.3 })).toBe('The volume is 30 percent already.')
    expect(ask('volume.tell')).toBe('The volume is 30 percent.')
    expect(ask('volume.reset')).toBe('The volume: 100 percent.')
    expect(ask('followUpSeconds.set', { value: 0 })).toBe(
      'The time I listen after an answer: never.',
    )
  })

  it('tells why, where a change is refused, and keeps nothing to take back', () => {
    const { ask, refuse, settings } = world()
    refuse()
    expect(ask('speechSpeed.step', { steps: -1 })).toBe('disk.full')
    expect(settings().speechSpeed).toBe(1)
  })

  it('asks first before it does what cannot be taken back', () => {
    const { ask, done } = world()
    expect(ask('quit')).toBe('Shall I quit? Say yes or no.')
    expect(done).toEqual([])
    ask('quit', {}, true)
    expect(done).toEqual(['quit'])
  })

  it('uses the voice that is meant, and tells which it is', () => {
    const { ask, settings } = world()
    expect(ask('use-voice', { name: 'british' })).toBe(
      'From my next sentence on I speak with Emma.',
    )
    expect(settings().voices).toEqual({ kokoro: 'bf_emma' })
    expect(ask('tell-voice')).toBe('I speak with Emma, one of 2 voices on this computer.')
    expect(ask('use-voice', { name: 'german' })).toContain('no such voice')
    expect(ask('undo')).toBe('Taken back.')
    expect(settings().voices).toEqual({})
  })

  it('tells of the provider that speaks, and has this computer speak again with the usual voice', () => {
    const tts = { model: 'openai/tts-1', provider: 'OpenAI', because: null }
    const { ask, settings } = world(
      { engineOrder: { ...defaultSettings().engineOrder, tts: ['provider:openai', 'local'] } },
      { inUse: { stt: null, llm: null, tts } },
    )
    expect(ask('tell-voice')).toBe('The voice: openai/tts-1, OpenAI.')
    expect(ask('use-voice', { name: 'default' })).toBe(
      'From my next sentence on I speak with Heart.',
    )
    expect(settings().engineOrder.tts).toEqual(['local', 'provider:openai'])
  })

  it('leads to the pane and the label of a setting', () => {
    const { ask, done } = world()
    ask('patience.show')
    ask('show-settings', { pane: 'wake' })
    ask('show-settings')
    expect(done).toEqual([
      'settings voice-in patience',
      'settings wake null',
      'settings undefined undefined',
    ])
  })

  it('tells of a conversation that there is not', () => {
    const { ask } = world()
    expect(ask('show-conversation', { id: 'known' })).toBe('')
    expect(ask('show-conversation', { id: 'other' })).toBe('There is no such conversation.')
  })

  it('answers every action that is offered without failing', () => {
    for (const { id, offered } of ACTIONS) {
      for (const { input } of offered) {
        expect(world().ask(id, input, true), id).not.toMatch(/^[a-z]+\.[a-z-]+$/)
      }
    }
  })
})

describe('what can be taken back', () => {
  it('is each change by itself, newest first', () => {
    const { ask, settings } = world()
    ask('volume.set', { value: 0.5 })
    ask('patience.set', { value: 'patient' })
    expect(ask('undo')).toBe('Taken back. My patience: balanced.')
    expect(ask('undo')).toBe('Taken back. The volume: 100 percent.')
    expect(ask('undo')).toBe('There is nothing to take back.')
    expect(settings()).toEqual(defaultSettings())
  })

  it('is a slider as a whole, however many values it went through', () => {
    const { ask, change, wait, settings } = world()
    for (const volume of [0.9, 0.8, 0.7, 0.6]) {
      change({ volume })
      wait(200)
    }
    ask('undo')
    expect(settings().volume).toBe(1)
  })

  it('is each turn of a switch, however fast', () => {
    const { ask, change, settings } = world()
    change({ earcons: false })
    change({ earcons: true })
    ask('undo')
    expect(settings().earcons).toBe(false)
  })

  it('is nothing that stayed as it was, and nothing that nobody chose', () => {
    const { ask, change, noticed } = world()
    change({ volume: 1 })
    change({ overlayPositions: { 1: { x: 1, y: 2 } } })
    expect(noticed).toEqual([])
    expect(ask('undo')).toBe('There is nothing to take back.')
  })
})

describe('a mute for a time', () => {
  const timed = (mutedUntilMs: number | null) => {
    const time = new VirtualTime(1_000_000)
    let settings = { muted: true, mutedUntilMs }
    const timer = createMuteTimer({
      settings: () => settings,
      now: () => time.nowMs,
      clock: { setTimer: (delayMs, callback) => time.setTimer(delayMs, callback) },
      unmute: () => {
        settings = { muted: false, mutedUntilMs: null }
      },
    })
    timer.look()
    return {
      time,
      timer,
      muted: () => settings.muted,
      set: (to: typeof settings) => (settings = to),
    }
  }

  it('ends when it is over', () => {
    const { time, muted } = timed(1_000_000 + 3_600_000)
    time.advance(3_599_000)
    expect(muted()).toBe(true)
    time.advance(2000)
    expect(muted()).toBe(false)
  })

  it('is over at the start where its time has passed meanwhile', () =>
    expect(timed(999_000).muted()).toBe(false))

  it('without an end is left alone', () => {
    const { time, muted } = timed(null)
    time.advance(90 * 24 * 3_600_000)
    expect(muted()).toBe(true)
  })

  it('that was made longer does not end at the old time', () => {
    const { time, timer, muted, set } = timed(1_060_000)
    set({ muted: true, mutedUntilMs: 2_000_000 })
    timer.look()
    time.advance(100_000)
    expect(muted()).toBe(true)
    timer.dispose()
    time.advance(3_600_000)
    expect(muted()).toBe(true)
  })
})

it('has a question of its own for everything that cannot be taken back, in every language', () => {
  const { run } = world()
  const destructive = ACTIONS.filter(({ risk }) => risk === 'destructive').map(({ id }) => id)
  expect(destructive.length).toBeGreaterThan(1)
  for (const language of ['en', 'zh']) {
    const asked = destructive.map((action) =>
      run({ action, input: {} }, { by: 'voice', language, confirmed: false }),
    )
    expect(asked).toEqual(destructive.map(() => expect.objectContaining({ ok: true })))
    const questions = asked.map((answer) => (answer.ok ? answer.value.text : ''))
    expect(new Set(questions).size).toBe(destructive.length)
  }
})
