import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'

/** Whether the microphone is open, and why: under `microphone` in the locales. */
export type MicrophoneUse =
  'listening' | 'reply' | 'waiting' | 'ready' | 'opening' | 'closed' | 'muted' | 'failed'

export const microphoneUse = ({ conversation, waiting }: AppSnapshot): MicrophoneUse => {
  const { microphone, muted, phase } = conversation
  if (muted) return 'muted'
  switch (microphone) {
    case 'off':
      return 'closed'
    case 'preparing':
      return 'opening'
    case 'failed':
      return 'failed'
    case 'ready':
      if (phase === 'listening' || phase === 'confirming') return 'listening'
      if (phase === 'thinking' || phase === 'speaking') return 'reply'
      return waiting.state === 'waiting' ? 'waiting' : 'ready'
  }
}
