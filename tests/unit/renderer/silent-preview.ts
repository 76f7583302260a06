import type { PreviewStore } from '../../../renderer/settings/voice-out/preview-store.ts'

const UNHEARD = { voice: null, isPlaying: false, error: null }
const nothing = () => undefined

/** Nobody tries a voice. */
export const SILENT_PREVIEW: PreviewStore = {
  get: () => UNHEARD,
  subscribe: () => nothing,
  toggle: nothing,
  stop: nothing,
  lowersOthers: true,
  dispose: nothing,
}
