import { array, assert, constantFrom, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TrialEnd } from '../../../electron/contracts/shortcuts.ts'
import { succeed } from '../../../electron/contracts/errors.ts'
import type { KeyPress } from '../../../electron/core/hotkeys/recorded.ts'
import {
  editorStep,
  IDLE,
  type EditorEvent,
  type EditorState,
} from '../../../renderer/ui/shortcuts/editor-state.ts'
import { createShortcutsStore } from '../../../renderer/ui/shortcuts/shortcuts-store.ts'

const TABLE = { talk: 'CommandOrControl+Shift+Space', 'toggle-mute': 'Alt+M' } as const
const CONTEXT = { platform: 'linux', table: TABLE }

const press = (code: string, key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  code,
  key,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  altGraph: false,
  ...held,
})
const CTRL_ALT_K = press('KeyK', 'k', { ctrlKey: true, altKey: true })
const ended = (outcome: TrialEnd['outcome'], error: TrialEnd['error'] = null): EditorEvent => ({
  type: 'ended',
  end: { shortcut: 'talk', outcome, error },
})
const after = (...events: readonly EditorEvent[]): EditorState =>
  events.reduce((state, event) => editorStep(state, event, CONTEXT), IDLE)
const record: EditorEvent = { type: 'record', shortcut: 'talk' }
const pressed = (made: KeyPress): EditorEvent => ({ type: 'pressed', press: made })

describe('the editor of a shortcut', () => {
  it('tries what was recorded, and is done when it has come', () => {
    const trying = after(record, pressed(CTRL_ALT_K))
    expect(trying).toMatchObject({
      phase: 'trying',
      accelerator: 'Control+Alt+K',
      label: 'Ctrl+Alt+K',
      isWaiting: false,
    })
    expect(editorStep(trying, ended('kept'), CONTEXT)).toEqual({
      phase: 'idle',
      last: { shortcut: 'talk', outcome: 'kept', label: 'Ctrl+Alt+K', error: null },
    })
  })

  it('goes on recording after what cannot be had, with the reason', () => {
    const reason = (made: KeyPress) => {
      const state = after(record, pressed(made))
      return state.phase === 'recording' ? state.fault?.because : null
    }
    expect(reason(press('KeyA', 'a'))).toEqual({ kind: 'types' })
    expect(reason(press('KeyC', 'c', { ctrlKey: true }))).toEqual({ kind: 'taken', use: 'copy' })
    expect(reason(press('KeyM', 'm', { altKey: true }))).toEqual({
      kind: 'conflict',
      with: 'toggle-mute',
    })
    expect(reason(press('AltRight', 'AltGraph', { altGraph: true }))).toEqual({ kind: 'altGraph' })
  })

  it('may be given the keys that the shortcut has already', () => {
    const own = press('Space', ' ', { ctrlKey: true, shiftKey: true })
    expect(after(record, pressed(own)).phase).toBe('trying')
  })

  it('says that modifiers alone are none, once all of them are let go', () => {
    const both = pressed(press('ShiftLeft', 'Shift', { ctrlKey: true, shiftKey: true }))
    const one: EditorEvent = { type: 'released', held: ['shift'] }
    const none: EditorEvent = { type: 'released', held: [] }
    expect(after(record, both, one)).toMatchObject({ fault: null })
    expect(after(record, both, one, none)).toMatchObject({
      fault: { because: { kind: 'modifiers' }, label: 'Ctrl+Shift' },
    })
  })

  it('tells the price of what others use, and tries it all the same', () => {
    const terminal = pressed(press('KeyT', 't', { ctrlKey: true, altKey: true }))
    expect(after(record, terminal)).toMatchObject({
      phase: 'trying',
      remark: { because: { kind: 'used', use: 'terminal' } },
    })
  })

  it('reads what is typed when it is done, and not before', () => {
    const typed = (text: string): readonly EditorEvent[] => [
      { type: 'type', shortcut: 'stop' },
      { type: 'typed', text },
    ]
    expect(after(...typed('ctrl'))).toMatchObject({ fault: null })
    expect(after(...typed('ctrl'), { type: 'typed-all' })).toMatchObject({
      fault: { because: { kind: 'unreadable' } },
    })
    expect(after(...typed('ctrl + alt + x'), { type: 'typed-all' })).toMatchObject({
      phase: 'trying',
      accelerator: 'Control+Alt+X',
    })
  })

  it('never says that keys were kept unless main said so', () => {
    const events = constantFrom<EditorEvent[]>(
      record,
      { type: 'type', shortcut: 'talk' },
      { type: 'try', shortcut: 'talk' },
      pressed(CTRL_ALT_K),
      pressed(press('KeyA', 'a')),
      { type: 'released', held: [] },
      { type: 'typed', text: 'F9' },
      { type: 'typed-all' },
      { type: 'cancel' },
      { type: 'waiting' },
      { type: 'refused', error: { code: 'hotkey.taken' } },
      ended('expired'),
    )
    assert(
      property(array(events, { maxLength: 12 }), (all) => {
        const state = after(...all)
        expect(state.phase === 'idle' && state.last?.outcome === 'kept').toBe(false)
      }),
    )
  })
})

describe('what the editor asks of main', () => {
  const stage = () => {
    const asked: string[] = []
    let letGo: () => void = () => undefined
    let tell: (end: TrialEnd) => void = () => undefined
    const store = createShortcutsStore(
      {
        platform: 'linux',
        request: (route, input) => {
          asked.push(`${route} ${JSON.stringify(input)}`)
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what it answers is not looked at
          return Promise.resolve(succeed(null)) as never
        },
        on: (_route, listener) => {
          tell = listener
          return () => undefined
        },
      },
      () =>
        new Promise((resolve) => {
          letGo = resolve
        }),
    )
    const settled = () => new Promise((next) => setImmediate(next))
    asked.length = 0
    return { store, asked, settled, letGo: () => letGo(), tell: (end: TrialEnd) => tell(end) }
  }

  it('is to give the keys back while recording, and to try once all keys are let go', async () => {
    const { store, asked, letGo, settled } = stage()
    store.send(record, TABLE)
    store.send(pressed(CTRL_ALT_K), TABLE)
    await settled()
    expect(asked).toEqual(['shortcuts.record {"on":true}'])
    letGo()
    await settled()
    expect(asked.at(-1)).toBe('shortcuts.try {"shortcut":"talk","accelerator":"Control+Alt+K"}')
    expect(store.editor.get()).toMatchObject({ isWaiting: true })
  })

  it('is to try another one while one is tried, and then only that', async () => {
    const { store, asked, settled, tell } = stage()
    store.send({ type: 'try', shortcut: 'talk' }, TABLE)
    await settled()
    store.send({ type: 'try', shortcut: 'toggle-mute' }, TABLE)
    await settled()
    expect(asked.at(-1)).toBe('shortcuts.try {"shortcut":"toggle-mute","accelerator":"Alt+M"}')
    tell({ shortcut: 'talk', outcome: 'cancelled', error: null })
    expect(store.editor.get()).toMatchObject({ shortcut: 'toggle-mute', isWaiting: true })
  })

  it('is not to try what was cancelled before the keys were let go', async () => {
    const { store, asked, letGo, settled } = stage()
    store.send(record, TABLE)
    store.send(pressed(CTRL_ALT_K), TABLE)
    store.leave()
    letGo()
    await settled()
    expect(asked).toEqual(['shortcuts.record {"on":true}', 'shortcuts.cancel {}'])
  })

  it('is to end when the pane is left', () => {
    const { store, asked } = stage()
    store.send(record, TABLE)
    store.leave()
    expect(asked.at(-1)).toBe('shortcuts.cancel {}')
    expect(store.editor.get().phase).toBe('idle')
  })

  it('takes the end of another trial for none of its own', () => {
    const { store, tell } = stage()
    store.send({ type: 'try', shortcut: 'talk' }, TABLE)
    tell({ shortcut: 'stop', outcome: 'kept', error: null })
    expect(store.editor.get().phase).toBe('trying')
    tell({ shortcut: 'talk', outcome: 'kept', error: null })
    expect(store.editor.get()).toMatchObject({ phase: 'idle', last: { outcome: 'kept' } })
  })
})
