import type { WakeRequest } from '../../contracts/wake.ts'
import type { LineReport } from '../line/line-parts.ts'
import type { PhraseDetector } from '../ports.ts'
import { openRecognizer } from '../stt/registry.ts'
import { createPhraseSpotter } from './phrase-spotter.ts'

/** It is no line and costs nothing: a recogniser on this machine. */
const NOTHING_TO_TELL: LineReport = {
  inUse: () => undefined,
  usage: () => undefined,
  measured: () => undefined,
  waiting: () => undefined,
}

type LoadRequest = Extract<WakeRequest, { readonly type: 'load' }>

/**
 * Loads what finds these phrases.
 * @throws CodedFailure as `openRecognizer`
 */
export const openPhraseDetector = async ({
  recognizer,
  phrases,
}: LoadRequest): Promise<PhraseDetector> =>
  createPhraseSpotter(await openRecognizer(recognizer, NOTHING_TO_TELL), phrases)
