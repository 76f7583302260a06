import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import { isBudgetUsed, isModelMissing, isStillListening, phaseView } from './phase-view.ts'

type HintKey =
  | 'hold'
  | 'toggle'
  | 'button'
  | 'sayOrHold'
  | 'sayOrToggle'
  | 'sayOrPress'
  | 'paused'
  | 'modelsMissing'
  | 'providerMissing'
  | 'budgetUsed'
  | 'muted'
  | 'loading'
  | 'openMicrophone'
  | 'release'
  | 'pause'
  | 'justSpeak'
  | 'followUp'
  | 'stopWithKeys'
  | 'stopWithButton'
  | 'answer'

/** How to begin to talk here: by holding the hotkey, by tapping it, or by the button alone. */
export const wayToTalk = ({ hotkey }: AppSnapshot): 'hold' | 'toggle' | 'button' =>
  hotkey.mode === 'none' ? 'button' : hotkey.mode

const SAY_OR = { hold: 'sayOrHold', toggle: 'sayOrToggle', button: 'sayOrPress' } as const

/** The one thing worth knowing now: what can be done next, under `overlay.hint` in the locales. */
export const hintFor = (snapshot: AppSnapshot): HintKey => {
  const { phase, way } = snapshot.conversation
  const view = phaseView(snapshot)
  switch (view) {
    case 'idle':
      return wayToTalk(snapshot)
    case 'waiting':
      return SAY_OR[wayToTalk(snapshot)]
    case 'paused':
      return 'paused'
    case 'attention':
      if (isModelMissing(snapshot)) {
        return snapshot.lacksProvider ? 'providerMissing' : 'modelsMissing'
      }
      return isBudgetUsed(snapshot) ? 'budgetUsed' : wayToTalk(snapshot)
    case 'muted':
      return 'muted'
    case 'preparing':
      return phase === 'idle' ? 'loading' : 'openMicrophone'
    case 'listening':
      if (way === 'hold') return 'release'
      if (isStillListening(snapshot.conversation)) return 'followUp'
      return way === 'open' ? 'justSpeak' : 'pause'
    case 'thinking':
    case 'speaking':
      return snapshot.hotkey.mode === 'none' ? 'stopWithButton' : 'stopWithKeys'
    case 'confirming':
      return 'answer'
  }
}
