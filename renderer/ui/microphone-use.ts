import type { AppSnapshot, WaitingStatus } from '../../electron/contracts/snapshot.ts'
import { isListening } from './phase-view.ts'

/** Whether the microphone is open, and why: under `microphone` in the locales. */
type MicrophoneUse =
  | 'listening'
  | 'reply'
  | 'waiting'
  | 'enrolling'
  | 'ready'
  | 'opening'
  | 'closed'
  | 'muted'
  | 'failed'

const useAtRest = ({ state }: WaitingStatus): MicrophoneUse =>
  state === 'waiting' || state === 'enrolling' ? state : 'ready'

export const microphoneUse = (snapshot: AppSnapshot): MicrophoneUse => {
  const { microphone, muted, phase } = snapshot.conversation
  if (muted) return 'muted'
  switch (microphone) {
    case 'off':
      return 'closed'
    case 'preparing':
      return 'opening'
    case 'failed':
      return 'failed'
    case 'ready':
      if (isListening(snapshot) || phase === 'confirming') return 'listening'
      if (phase === 'thinking' || phase === 'speaking') return 'reply'
      return useAtRest(snapshot.waiting)
  }
}
