import type { CodedError, Result } from '../../electron/contracts/errors.ts'
import type { SettingsPane } from '../../electron/contracts/window-routes.ts'
import type { RestartablePart } from '../../electron/contracts/snapshot.ts'
import type { TalkBridge } from './window-bridge.ts'
import { createValueStore, type ReadableStore } from './value-store.ts'

/** What a person can do in the overlay and in the transcript window alike. */
export interface TalkActions {
  readonly toggleTalk: () => void
  readonly cancel: (by: 'escape' | 'button') => void
  readonly setOpen: (open: boolean) => void
  readonly setMuted: (muted: boolean) => void
  readonly openWindow: (window: 'transcript' | 'settings', pane?: SettingsPane) => void
  /** Yes or no, while Warbler waits for one. */
  readonly confirm: (yes: boolean) => void
  readonly restart: (parts: readonly RestartablePart[]) => void
  readonly dismissAttention: () => void
  /** Keeps the failure of another request, where it fails. */
  readonly settle: (request: Promise<Result<unknown>>) => Promise<void>
  /** The failure of the last action, until the next one or until it is dismissed. */
  readonly failure: ReadableStore<CodedError | null>
}

export const createTalkActions = (bridge: TalkBridge): TalkActions => {
  const failure = createValueStore<CodedError | null>(null)
  const settle = async (request: Promise<Result<unknown>>): Promise<void> => {
    const result = await request
    failure.set(result.ok ? null : result.error)
  }
  return {
    toggleTalk: () => void settle(bridge.request('conversation.toggle-talk', {})),
    cancel: (by) => void settle(bridge.request('conversation.cancel', { by })),
    setOpen: (open) => void settle(bridge.request('conversation.set-open', { open })),
    setMuted: (muted) => void settle(bridge.request('conversation.set-muted', { muted })),
    openWindow: (window, pane) => void settle(bridge.request('app.open-window', { window, pane })),
    confirm: (yes) => void settle(bridge.request('conversation.confirm', { yes })),
    restart: (parts) => {
      for (const engine of parts) void settle(bridge.request('app.restart-engine', { engine }))
    },
    dismissAttention: () => void settle(bridge.request('app.dismiss-attention', {})),
    settle,
    failure,
  }
}
