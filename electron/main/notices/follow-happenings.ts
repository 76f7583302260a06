import type { CodedError } from '../../contracts/errors.ts'
import type { ModelsSnapshot } from '../../contracts/models.ts'
import type { AppSnapshot } from '../../contracts/snapshot.ts'
import type { SettingsPane } from '../../contracts/window-routes.ts'
import { isQuiet } from '../../core/conversation/quiet.ts'
import type { AppWindowName } from '../windows/app-window.ts'

/** What happens that somebody should know who sees no window of ours. Pure. */

export type Happening =
  /** Something was answered, and nobody saw it. */
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'trouble'; readonly error: CodedError }
  | { readonly kind: 'microphone' }
  | { readonly kind: 'download'; readonly names: readonly string[]; readonly isComplete: boolean }

/** What of Warbler the person sees now. */
export interface Sight {
  readonly overlay: boolean
  /** The window that has the keyboard. */
  readonly window: AppWindowName | null
}

/** What is remembered from one look to the next. */
export interface Followed {
  readonly phase: AppSnapshot['conversation']['phase']
  readonly attention: string | null
  readonly isMicrophoneGone: boolean
  /** Some of the answer that is given now was seen. */
  readonly wasSeen: boolean
}

export const NOTHING_FOLLOWED: Followed = {
  phase: 'idle',
  attention: null,
  isMicrophoneGone: false,
  wasSeen: false,
}

const isAnswering = (phase: Followed['phase']): boolean =>
  phase === 'thinking' || phase === 'speaking'

/**
 * The next look at the app: what has happened since the one before and was not seen. An answer counts as
 * seen where any of it was; whoever reads along and then switches to another window has read it.
 */
export const followApp = (
  before: Followed,
  { conversation, deviceNotice }: Pick<AppSnapshot, 'conversation' | 'deviceNotice'>,
  sight: Sight,
): { readonly followed: Followed; readonly happenings: readonly Happening[] } => {
  const { phase, attention, reply } = conversation
  const sees = sight.overlay || sight.window !== null
  const begins = isAnswering(phase) && !isAnswering(before.phase)
  const followed: Followed = {
    phase,
    attention: attention?.code ?? null,
    isMicrophoneGone: deviceNotice?.microphone?.what === 'gone',
    wasSeen: (begins ? false : before.wasSeen) || (sees && isAnswering(phase)),
  }
  const happenings: Happening[] = []
  const isAnswered = isAnswering(before.phase) && phase === 'idle' && reply.heard !== ''
  if (isAnswered && !before.wasSeen && !sees) happenings.push({ kind: 'answer', text: reply.heard })
  const isTrouble = attention !== null && !isQuiet(attention)
  if (isTrouble && followed.attention !== before.attention && !sees) {
    const isMicrophone =
      attention.code === 'microphone.lost' || attention.code === 'microphone.absent'
    happenings.push(isMicrophone ? { kind: 'microphone' } : { kind: 'trouble', error: attention })
  } else if (followed.isMicrophoneGone && !before.isMicrophoneGone && !sees) {
    happenings.push({ kind: 'microphone' })
  }
  return { followed, happenings }
}

const ON_THE_WAY: readonly string[] = ['queued', 'downloading', 'verifying', 'preparing']

/** What has been downloaded since the look before, once all that was on its way is here; null: nothing. */
export const followModels = (
  before: ModelsSnapshot | null,
  now: ModelsSnapshot,
  arrived: readonly string[],
  sight: Sight,
): { readonly arrived: readonly string[]; readonly happening: Happening | null } => {
  const states = new Map(before?.models.map(({ id, state }) => [id, state]))
  const came = now.models.filter(
    ({ id, state }) => state === 'ready' && ON_THE_WAY.includes(states.get(id) ?? ''),
  )
  const all = [...arrived, ...came.map(({ name }) => name)]
  if (now.busy || all.length === 0) return { arrived: all, happening: null }
  // The settings show what comes, and so do the first steps.
  const isShown = sight.window === 'settings' || sight.window === 'welcome'
  const happening: Happening | null = isShown
    ? null
    : { kind: 'download', names: all, isComplete: now.complete }
  return { arrived: [], happening }
}

/** Where a click leads. */
export const placeOf = (
  happening: Happening,
):
  | { readonly window: 'transcript' }
  | { readonly window: 'settings'; readonly pane: SettingsPane } =>
  happening.kind === 'download'
    ? { window: 'settings', pane: 'models' }
    : // It shows the answer, and any trouble with what can be done about it.
      { window: 'transcript' }
