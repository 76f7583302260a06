import type { EngineRole } from '../../electron/contracts/providers.ts'
import type { SettingsPane } from '../../electron/contracts/window-routes.ts'

/** As `ENGINE_ROLES`, which lies beside schemas that no small window should have to load. */
export const ROLES = ['stt', 'llm', 'tts'] as const satisfies readonly EngineRole[]

/** Where in the settings the engines of a role stand in line. */
export const PANE_OF_ROLE = {
  stt: 'voice-in',
  llm: 'brain',
  tts: 'voice-out',
} as const satisfies Readonly<Record<EngineRole, SettingsPane>>
