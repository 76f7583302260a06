import type { TFunction } from 'i18next'
import type { CodedError, ErrorCode } from '../../electron/contracts/errors.ts'
import type { EngineRole } from '../../electron/contracts/providers.ts'
import type { AppSnapshot, WaitingStatus } from '../../electron/contracts/snapshot.ts'
import type { SettingsPane } from '../../electron/contracts/window-routes.ts'
import { missingEngine } from '../../electron/core/conversation/missing-engine.ts'
import { longerPhrase } from '../../electron/core/wake/usable-phrase.ts'
import { errorText, type ErrorText } from '../i18n/error-text.ts'
import { nobodyElseErrorText } from '../i18n/placed-error-text.ts'
import { PANE_OF_ROLE, ROLES } from './engine-roles.ts'
import { isModelMissing } from './phase-view.ts'

/** A button that leads to where something is mended. */
interface Mending {
  readonly pane: SettingsPane
  readonly label:
    'overlay.getModels' | 'overlay.otherEngine' | 'overlay.choosePhrase' | 'overlay.setUpProvider'
  readonly icon: 'download' | 'order' | 'voice' | 'cloud'
}

/** Whose line it keeps from answering, all of it. */
const roleOut = ({ out }: Pick<AppSnapshot, 'out'>, error: CodedError): EngineRole | undefined =>
  ROLES.find((role) => {
    const because = out[role]
    return (
      because?.code === error.code && because.params?.['provider'] === error.params?.['provider']
    )
  })

/** What somebody puts right in the form of the provider. */
const OF_PROVIDER: readonly ErrorCode[] = [
  'provider.none',
  'provider.key-missing',
  'provider.key-rejected',
  'provider.model-unknown',
]

/** Where in the settings this is mended; null: nowhere there. */
export const mendingOf = (snapshot: AppSnapshot, error: CodedError): Mending | null => {
  if (error.code === 'wake.phrase-in-talk') {
    return { pane: 'wake', label: 'overlay.choosePhrase', icon: 'voice' }
  }
  if (OF_PROVIDER.includes(error.code)) {
    return { pane: 'providers', label: 'overlay.setUpProvider', icon: 'cloud' }
  }
  if (isModelMissing(snapshot)) {
    return { pane: 'models', label: 'overlay.getModels', icon: 'download' }
  }
  const role = roleOut(snapshot, error)
  return role === undefined
    ? null
    : { pane: PANE_OF_ROLE[role], label: 'overlay.otherEngine', icon: 'order' }
}

/** What happened and what to do, as things stand now. */
export const attentionText = (
  t: TFunction,
  snapshot: Pick<AppSnapshot, 'out'>,
  error: CodedError,
): ErrorText => {
  const role = roleOut(snapshot, error)
  return role === undefined
    ? errorText(t, error)
    : nobodyElseErrorText(t, error, t(`settings.${PANE_OF_ROLE[role]}`))
}

/** What the person has to do something about so that it waits; other pauses end by themselves. */
export const waitingFault = ({
  waiting,
  wakePhrase: phrase,
}: {
  readonly waiting: WaitingStatus
  readonly wakePhrase: string
}): CodedError | null => {
  if (waiting.state !== 'paused') return null
  switch (waiting.because) {
    case 'model-missing':
      return { code: 'wake.model-missing' }
    case 'detector-failed':
      return { code: 'wake.failed' }
    case 'phrase-too-common':
      return { code: 'wake.phrase-in-talk', params: { phrase, better: longerPhrase(phrase) } }
    case 'muted':
    case 'asleep':
    case 'locked':
    case 'quiet-hours':
    case 'call':
    case 'no-microphone':
      return null
  }
}

/** Of these, what the card says while nothing else is told: by none of the phrases it can be called. */
export const callFault = (snapshot: AppSnapshot): CodedError | null => {
  const fault = waitingFault(snapshot)
  return fault?.code === 'wake.phrase-in-talk' ? fault : null
}

/** What the card says while nothing else is told, and until it is mended: an engine is not here, or it cannot be called. */
export const standingFault = (snapshot: AppSnapshot): CodedError | null => {
  const missing = ROLES.find((role) => snapshot.engines[role] === 'missing')
  const isIdle = snapshot.conversation.phase === 'idle'
  return isIdle && missing !== undefined ? missingEngine(missing, snapshot) : callFault(snapshot)
}
