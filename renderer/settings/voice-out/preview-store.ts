import type {
  RequestInput,
  RequestResult,
  WindowEvents,
  WindowRequests,
} from '../../../electron/contracts/ipc.ts'
import type { VoicePreview, VoiceReference } from '../../../electron/contracts/voice-preview.ts'
import { createValueStore, type ReadableStore } from '../../bridge/value-store.ts'

type PreviewRoute = Extract<
  WindowRequests<'settings'>,
  'voice-preview.toggle' | 'voice-preview.stop'
>

interface PreviewBridge {
  readonly platform: 'linux' | 'darwin' | 'win32'
  readonly request: <R extends PreviewRoute>(
    route: R,
    input: RequestInput<R>,
  ) => Promise<RequestResult<R>>
  readonly on: (
    route: 'voice-preview.changed',
    listener: (preview: WindowEvents['voice-preview.changed']) => void,
  ) => () => void
}

export interface PreviewStore extends ReadableStore<VoicePreview> {
  readonly toggle: (voice: VoiceReference) => void
  readonly stop: () => void
  /** Whether this system lets one program lower the sound of others: the sound servers of Linux do. */
  readonly lowersOthers: boolean
  readonly dispose: () => void
}

/** Which voice is tried, as main tells; why it cannot be, as main answers. */
export const createPreviewStore = (bridge: PreviewBridge): PreviewStore => {
  const store = createValueStore<VoicePreview>({ voice: null, isPlaying: false, error: null })
  const dispose = bridge.on('voice-preview.changed', (preview) => store.set(preview))
  const toggle = async (voice: VoiceReference): Promise<void> => {
    const asked = await bridge.request('voice-preview.toggle', voice)
    if (!asked.ok) store.set({ voice: null, isPlaying: false, error: asked.error })
  }
  return {
    get: store.get,
    subscribe: store.subscribe,
    toggle: (voice) => void toggle(voice),
    lowersOthers: bridge.platform === 'linux',
    stop: () => {
      if (store.get().voice !== null) void bridge.request('voice-preview.stop', {})
    },
    dispose,
  }
}
