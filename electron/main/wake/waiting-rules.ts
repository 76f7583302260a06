import type { WaitingRules } from '../../contracts/snapshot.ts'

/**
 * What this system tells of what the rules of waiting go by.
 *
 * Electron's power monitor says that the screen was locked on macOS and Windows only. Nothing says yet
 * who else uses a microphone (`platform/open-recorders.ts`).
 */
export const waitingRulesOf = (platform: NodeJS.Platform): WaitingRules => ({
  calls: 'unknown',
  lock: platform === 'darwin' || platform === 'win32' ? 'told' : 'unknown',
})
