import type { AppSnapshot, EngineStatus } from '../../electron/contracts/snapshot.ts'

/** What the phase indicator can show, each with its own shape, motion and word. */
export type PhaseView =
  | 'idle'
  | 'preparing'
  | 'listening'
  | 'thinking'
  | 'confirming'
  | 'speaking'
  | 'attention'
  | 'muted'

/** Whether a model that the main job needs has not been downloaded. */
export const isModelMissing = ({ engines }: AppSnapshot): boolean =>
  Object.values(engines).includes('missing')

/** Whether a role has nobody because this month's budget is used up. */
export const isBudgetUsed = ({ engines }: AppSnapshot): boolean =>
  Object.values(engines).includes('capped')

const isLoading = ({ engines }: AppSnapshot): boolean =>
  Object.values(engines).some((status) => status === 'loading' || status === 'restarting')

/**
 * Whether an open conversation hears the next question although something is to be told: what is told stands
 * on its card, and holds nothing up.
 */
const hearsByItself = ({ conversation, engines }: AppSnapshot): boolean => {
  const { phase, way, microphone, attention } = conversation
  return (
    phase === 'failed' &&
    way === 'open' &&
    microphone === 'ready' &&
    attention?.code !== 'audio.detection-failed' &&
    !Object.values(engines).some((status) => UNABLE.includes(status))
  )
}

const UNABLE: readonly EngineStatus[] = ['missing', 'capped', 'failed']

/** Whether Warbler waits for somebody to speak, or hears them. */
export const isListening = (snapshot: AppSnapshot): boolean =>
  snapshot.conversation.phase === 'listening' || hearsByItself(snapshot)

/** How the phase is shown: readiness and mute count where nothing else goes on. */
export const phaseView = (snapshot: AppSnapshot): PhaseView => {
  const { phase, preparing, muted } = snapshot.conversation
  switch (phase) {
    case 'failed':
      return hearsByItself(snapshot) ? 'listening' : 'attention'
    case 'listening':
      return preparing ? 'preparing' : 'listening'
    case 'idle':
      if (isModelMissing(snapshot) || isBudgetUsed(snapshot)) return 'attention'
      if (muted) return 'muted'
      return isLoading(snapshot) ? 'preparing' : 'idle'
    case 'thinking':
    case 'confirming':
    case 'speaking':
      return phase
  }
}

/** Whether something goes on that a person could stop. */
export const isUnderWay = (snapshot: AppSnapshot): boolean => {
  const { phase } = snapshot.conversation
  return phase === 'failed' ? hearsByItself(snapshot) : phase !== 'idle'
}
