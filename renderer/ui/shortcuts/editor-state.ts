import type { CodedError } from '../../../electron/contracts/errors.ts'
import type { ShortcutName, TrialEnd } from '../../../electron/contracts/shortcuts.ts'
import {
  combinationLabel,
  modifiersLabel,
  parseCombination,
  spellCombination,
  type Combination,
  type Modifier,
} from '../../../electron/core/hotkeys/combination.ts'
import {
  isAllowed,
  judge,
  type ShortcutTable,
  type Verdict,
} from '../../../electron/core/hotkeys/judge.ts'
import { recorded, type KeyPress } from '../../../electron/core/hotkeys/recorded.ts'

/**
 * Changing one shortcut, step by step, as a function.
 *
 * 1. One at a time: another that is begun ends the one before.
 * 2. What was recorded is tried at once where it may be had; it is kept by main, once it has come.
 * 3. Whatever ends it but `kept` leaves the keys from before.
 */
export type EditorState =
  | { readonly phase: 'idle'; readonly last: Last | null }
  | {
      readonly phase: 'recording'
      readonly shortcut: ShortcutName
      readonly held: readonly Modifier[]
      readonly fault: Fault | null
    }
  | {
      readonly phase: 'typing'
      readonly shortcut: ShortcutName
      readonly text: string
      readonly fault: Fault | null
    }
  | {
      readonly phase: 'trying'
      readonly shortcut: ShortcutName
      readonly accelerator: string
      readonly label: string
      /** It can be had, at a price that is told. */
      readonly remark: Fault | null
      /** Main waits for the keys; before, those that were recorded may still be held. */
      readonly isWaiting: boolean
    }

/** What became of the last one. */
interface Last {
  readonly shortcut: ShortcutName
  readonly outcome: TrialEnd['outcome']
  readonly label: string
  readonly error: CodedError | null
}

/** Why keys are not taken, or what they cost. */
export interface Fault {
  readonly because:
    Verdict | { readonly kind: 'modifiers' | 'unknownKey' | 'altGraph' | 'unreadable' }
  readonly label: string
}

export type EditorEvent =
  | { readonly type: 'record' | 'type' | 'try'; readonly shortcut: ShortcutName }
  | { readonly type: 'pressed'; readonly press: KeyPress }
  /** A key came up; which modifiers are still held. */
  | { readonly type: 'released'; readonly held: readonly Modifier[] }
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'typed-all' }
  | { readonly type: 'cancel' }
  /** Main waits for the keys. */
  | { readonly type: 'waiting' }
  | { readonly type: 'refused'; readonly error: CodedError }
  | { readonly type: 'ended'; readonly end: TrialEnd }

export interface EditorContext {
  readonly platform: string
  readonly table: ShortcutTable
}

export const IDLE: EditorState = { phase: 'idle', last: null }

/** Which of them is being changed. */
export const editedBy = (state: EditorState): ShortcutName | null =>
  state.phase === 'idle' ? null : state.shortcut

/** The combination goes on to be tried, or stays with the reason why not. */
const taken = (
  state: Extract<EditorState, { readonly phase: 'recording' | 'typing' }>,
  combination: Combination,
  { platform, table }: EditorContext,
): EditorState => {
  const { [state.shortcut]: _own, ...others } = table
  const verdict = judge(combination, others, platform)
  const label = combinationLabel(combination, platform)
  if (!isAllowed(verdict)) return { ...state, fault: { because: verdict, label } }
  return {
    phase: 'trying',
    shortcut: state.shortcut,
    accelerator: spellCombination(combination, platform),
    label,
    remark: verdict.kind === 'fine' ? null : { because: verdict, label },
    isWaiting: false,
  }
}

const pressed = (
  state: Extract<EditorState, { readonly phase: 'recording' }>,
  press: KeyPress,
  context: EditorContext,
): EditorState => {
  const made = recorded(press)
  switch (made.kind) {
    case 'held':
      return { ...state, held: made.modifiers, fault: null }
    case 'combination':
      return taken({ ...state, held: made.combination.modifiers }, made.combination, context)
    case 'unusable': {
      const kind = made.because === 'alt-graph' ? 'altGraph' : 'unknownKey'
      return { ...state, fault: { because: { kind }, label: '' } }
    }
  }
}

const begun = (
  { type, shortcut }: Extract<EditorEvent, { readonly type: 'record' | 'type' | 'try' }>,
  { platform, table }: EditorContext,
): EditorState => {
  if (type === 'record') return { phase: 'recording', shortcut, held: [], fault: null }
  if (type === 'type') return { phase: 'typing', shortcut, text: '', fault: null }
  const combination = parseCombination(table[shortcut] ?? '', platform)
  return combination === null
    ? IDLE
    : {
        phase: 'trying',
        shortcut,
        accelerator: spellCombination(combination, platform),
        label: combinationLabel(combination, platform),
        remark: null,
        isWaiting: false,
      }
}

const ended = (
  state: EditorState,
  outcome: Last['outcome'],
  error: CodedError | null,
): EditorState =>
  state.phase === 'idle'
    ? state
    : {
        phase: 'idle',
        last: {
          shortcut: state.shortcut,
          outcome,
          label: state.phase === 'trying' ? state.label : '',
          error,
        },
      }

export const editorStep = (
  state: EditorState,
  event: EditorEvent,
  context: EditorContext,
): EditorState => {
  switch (event.type) {
    case 'record':
    case 'type':
    case 'try':
      return begun(event, context)
    case 'pressed':
      return state.phase === 'recording' ? pressed(state, event.press, context) : state
    case 'released': {
      if (state.phase !== 'recording') return state
      // Fingers leave one after the other; what they held together is what was meant.
      if (event.held.length > 0) return state
      const isLetGo = state.held.length > 0 && state.fault === null
      const label = modifiersLabel(state.held, context.platform)
      return {
        ...state,
        held: [],
        fault: isLetGo ? { because: { kind: 'modifiers' }, label } : state.fault,
      }
    }
    case 'typed':
      return state.phase === 'typing' ? { ...state, text: event.text, fault: null } : state
    case 'typed-all': {
      if (state.phase !== 'typing') return state
      const combination = parseCombination(state.text, context.platform)
      return combination === null
        ? { ...state, fault: { because: { kind: 'unreadable' }, label: state.text } }
        : taken(state, combination, context)
    }
    case 'cancel':
      return ended(state, 'cancelled', null)
    case 'waiting':
      return state.phase === 'trying' ? { ...state, isWaiting: true } : state
    case 'refused':
      return ended(state, 'refused', event.error)
    case 'ended':
      return state.phase === 'trying' && state.shortcut === event.end.shortcut
        ? ended(state, event.end.outcome, event.end.error)
        : state
  }
}
