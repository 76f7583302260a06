import type { WakeRequest } from '../../contracts/wake.ts'
import type { LineReport } from '../line/line-parts.ts'
import type { PhraseDetector } from '../ports.ts'
import { readSoundFile } from '../sound-files/read-sound-file.ts'
import { openRecognizer } from '../stt/registry.ts'
import { loadMoonshineScorer } from './moonshine-scorer.ts'
import { createPhraseScorer } from './phrase-scorer.ts'
import { createPhraseSpotter } from './phrase-spotter.ts'
import { openScriptedPhraseDetector } from './scripted-phrase-detector.ts'
import { severalDetectors } from './several-detectors.ts'

/** It is no line and costs nothing: a recogniser on this machine. */
const NOTHING_TO_TELL: LineReport = {
  inUse: () => undefined,
  usage: () => undefined,
  measured: () => undefined,
  waiting: () => undefined,
  opened: () => undefined,
  out: () => undefined,
}

type LoadRequest = Extract<WakeRequest, { readonly type: 'load' }>

/** Without it the phrases are taken on trust: better than a Warbler that cannot be called at all. */
const readTalk = async (path: string): Promise<Float32Array | null> => {
  try {
    return (await readSoundFile(path)).samples
  } catch (error) {
    console.error(`ordinary talk cannot be read: ${String(error)}`)
    return null
  }
}

/**
 * Loads what finds these phrases: the likelihood of the phrase where the recogniser can be asked for it,
 * its words where not.
 * @throws CodedFailure as `openRecognizer` and `loadMoonshineScorer`
 */
export const openPhraseDetector = async ({
  groups,
  talkPath,
}: LoadRequest): Promise<PhraseDetector> => {
  const talk = talkPath === null ? null : await readTalk(talkPath)
  return severalDetectors(
    await Promise.all(
      groups.map(async ({ recognizer, phrases }) => {
        if (recognizer.engine === 'scripted') return openScriptedPhraseDetector(recognizer, phrases)
        if (recognizer.engine !== 'sherpa-moonshine') {
          const read = await openRecognizer(recognizer, NOTHING_TO_TELL)
          return createPhraseSpotter(read, phrases)
        }
        const scorer = await loadMoonshineScorer(recognizer)
        return createPhraseScorer(scorer, phrases, { talk, id: recognizer.id })
      }),
    ),
  )
}
