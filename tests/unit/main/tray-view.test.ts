import { describe, expect, it } from 'vitest'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Messages } from '../../../electron/main/messages.ts'
import { trayEntries, trayView, type TrayState } from '../../../electron/main/platform/tray-view.ts'
import { appSnapshot } from '../renderer/app-snapshot.ts'

const { text } = new Messages('en')
const WAITING = { state: 'waiting' } as const
const IN_A_CALL = { state: 'paused', because: 'call', app: 'Zoom' } as const

describe('the tray', () => {
  it('says what is waited for while nothing else goes on', () => {
    const view = trayView(appSnapshot({}, { waiting: WAITING }), text)
    expect(view).toMatchObject({
      state: 'waiting',
      tooltip: 'Warbler: waiting for “Hey Warbler”',
      wake: { label: 'Wait for “Hey Warbler”', on: true },
    })
  })

  it('says that it listens to whoever enrols, and whether it would wait otherwise', () => {
    for (const wanted of [true, false]) {
      const view = trayView(appSnapshot({}, { waiting: { state: 'enrolling', wanted } }), text)
      expect(view).toMatchObject({ state: 'listening', busy: false, wake: { on: wanted } })
    }
  })

  it('says why it does not wait, in the menu too: not every desktop shows a tooltip', () => {
    const view = trayView(appSnapshot({}, { waiting: IN_A_CALL }), text)
    expect(view).toMatchObject({
      state: 'paused',
      tooltip: 'Warbler: paused, Zoom is using the microphone',
      wake: { label: 'Wait for “Hey Warbler” (paused: Zoom is using the microphone)', on: true },
    })
  })

  it('does not say that it waits where it cannot be called, and says what to do', () => {
    const waiting = { state: 'paused', because: 'phrase-too-common', app: null } as const
    expect(trayView(appSnapshot({}, { waiting, wakePhrase: 'Okay computer' }), text)).toMatchObject(
      {
        state: 'paused',
        tooltip: 'Warbler cannot be called by “Okay computer”: choose another phrase',
        wake: { label: 'Wait for “Okay computer” (paused: choose another phrase)' },
      },
    )
  })

  it('says what goes on where something does, whether a phrase is waited for or not', () => {
    const listening = { phase: 'listening', way: 'wake' } as const
    expect(trayView(appSnapshot(listening, { waiting: WAITING }), text)).toMatchObject({
      state: 'listening',
      busy: true,
    })
    expect(trayView(appSnapshot({ phase: 'speaking' }, { waiting: IN_A_CALL }), text).state).toBe(
      'speaking',
    )
  })

  it('says that it is muted before it says that it does not wait', () => {
    expect(trayView(appSnapshot({ muted: true }, { waiting: WAITING }), text).state).toBe('muted')
  })

  it('offers to wait where it does not', () => {
    expect(trayView(appSnapshot(), text)).toMatchObject({
      state: 'idle',
      wake: { label: 'Wait for “Hey Warbler”', on: false },
    })
  })

  it('has everything in its menu that is needed without a window, the state first', () => {
    const labels = (...snapshot: Parameters<typeof appSnapshot>) =>
      trayEntries(trayView(appSnapshot(...snapshot), text), text).map((entry) =>
        entry === null ? '-' : entry.label,
      )
    expect(labels()).toEqual([
      'Warbler: ready',
      '-',
      'Talk',
      'Wait for “Hey Warbler”',
      'Open conversation',
      'Mute the microphone',
      'Mute for an hour',
      '-',
      'New conversation',
      'Transcript…',
      'Settings…',
      'Set up…',
      '-',
      'Quit Warbler',
    ])
    expect(labels({ phase: 'speaking' })).toEqual(
      expect.arrayContaining(['Warbler: speaking', 'Stop']),
    )
    expect(labels({ muted: true })).not.toContain('Mute for an hour')
  })

  it('shows the keys that do the same, where they are in force', () => {
    const key = (accelerator: string, mode: 'toggle' | 'none' = 'toggle') => ({
      accelerator,
      label: accelerator,
      mode,
      error: null,
    })
    const keysOf = (phase: 'idle' | 'speaking') => {
      const shortcuts = {
        stop: key('Control+Alt+X'),
        'toggle-mute': key('Control+Alt+M'),
        'show-transcript': key('Control+Alt+T', 'none'),
      }
      const entries = trayEntries(trayView(appSnapshot({ phase }, { shortcuts }), text), text)
      return Object.fromEntries(
        entries.flatMap((entry) =>
          entry === null || entry.kind === 'state' || entry.keys === null
            ? []
            : [[entry.label, entry.keys.accelerator]],
        ),
      )
    }
    expect(keysOf('idle')).toEqual({
      Talk: 'CommandOrControl+Shift+Space',
      'Mute the microphone': 'Control+Alt+M',
    })
    expect(keysOf('speaking')).toMatchObject({ Stop: 'Control+Alt+X' })
  })

  it('has an icon of every size for every state, and a tooltip', () => {
    const states: readonly TrayState[] = [
      'idle',
      'waiting',
      'paused',
      'listening',
      'thinking',
      'speaking',
      'muted',
      'attention',
    ]
    const folder = join(import.meta.dirname, '../../../resources/icons/tray')
    for (const state of states) {
      for (const suffix of ['', '@2x', 'Template', 'Template@2x']) {
        expect(existsSync(join(folder, `tray-${state}${suffix}.png`)), state + suffix).toBe(true)
      }
      expect(text(`tray.tooltip.${state}`, { phrase: 'a', reason: 'b' })).toMatch(/^Warbler/)
    }
  })
})
