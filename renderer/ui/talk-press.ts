import type { TalkActions } from '../bridge/talk-actions.ts'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import { isListening, isUnderWay } from './phase-view.ts'

/** What the Talk button does now. */
export const talkPress = (
  snapshot: AppSnapshot,
): { readonly shows: 'talk' | 'stop'; readonly press: (actions: TalkActions) => void } => {
  const { way, person } = snapshot.conversation
  if (!isUnderWay(snapshot)) return { shows: 'talk', press: (actions) => actions.toggleTalk() }
  // Nobody has spoken yet: what there is to stop is the open conversation itself.
  const waiting = isListening(snapshot) && way === 'open'
  // What was said last stays shown; what is being said now has a word that may still change.
  return waiting && person.tentative === ''
    ? { shows: 'stop', press: (actions) => actions.setOpen(false) }
    : { shows: 'stop', press: (actions) => actions.cancel('button') }
}
