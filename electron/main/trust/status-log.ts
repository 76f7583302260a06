import type { AppSnapshot } from '../../contracts/snapshot.ts'
import type { AppLog } from './app-log.ts'

/** Writes down what changes between snapshots, where that helps to find a fault. */
export const createStatusLog = (
  log: Pick<AppLog, 'write' | 'error'>,
): ((snapshot: AppSnapshot) => void) => {
  let before: AppSnapshot | null = null

  return (snapshot) => {
    const { conversation, engines, out } = snapshot
    const was = before
    before = snapshot
    const { attention, microphone } = conversation
    if (attention !== null && attention !== was?.conversation.attention) log.error(attention)
    if (microphone !== was?.conversation.microphone) {
      log.write('info', 'microphone', { status: microphone })
    }
    for (const role of ['stt', 'llm', 'tts'] as const) {
      if (engines[role] !== was?.engines[role]) {
        const isBad = engines[role] === 'failed' || engines[role] === 'restarting'
        log.write(isBad ? 'warning' : 'info', 'engine', { role, status: engines[role] })
      }
      const because = out[role]
      if (because !== null && because !== was?.out[role]) log.error(because)
    }
  }
}
