import { locate } from '../sound-lab/locate.ts'
import { testModelsPresent } from '../sound-lab/models.ts'
import { loadQuestions, questionSound, type Question } from '../sound-lab/questions.ts'
import { resample } from '../sound-lab/resample.ts'
import type { Sound } from '../sound-lab/sound.ts'
import { speak } from '../sound-lab/speak.ts'
import { transcribe } from '../sound-lab/transcribe.ts'
import { readWave } from '../sound-lab/wave-file.ts'
import { PLAIN_SCRIPT, type ProviderScript } from './provider-script.ts'
import { recordedAnswer } from './recorded-answers.ts'

const RATE_HZ = 16_000

interface Clip {
  readonly question: Question
  readonly samples: Float32Array
}

const loadClips = async (): Promise<readonly Clip[]> => {
  const questions = await loadQuestions()
  return Promise.all(
    questions.map(async (question) => ({
      question,
      samples: resample(await questionSound(question), RATE_HZ).samples,
    })),
  )
}

/** No clip is more like another than 0.48: there is no need to look at the rest. */
const SURELY = 0.8

/** The clip that lies in a sound; null where none does. */
const clipIn = (clips: readonly Clip[], samples: Float32Array): Question | null => {
  let best: { readonly question: Question; readonly likeness: number } | null = null
  for (const { question, samples: clip } of clips) {
    const found = locate(samples, clip)
    if (found === null || found.likeness <= (best?.likeness ?? 0)) continue
    best = { question, likeness: found.likeness }
    if (found.likeness > SURELY) break
  }
  return best?.question ?? null
}

let clips: ReturnType<typeof loadClips> | undefined

/** Words of a clip of tests/fixtures/questions by its sound, of any other by the ears of the tests. */
const hear = async (sound: Sound): Promise<string> => {
  const { samples } = resample(sound, RATE_HZ)
  clips ??= loadClips()
  const known = clipIn(await clips, samples)
  if (known !== null) return known.text
  return testModelsPresent() ? transcribe(samples, RATE_HZ) : ''
}

/**
 * A provider that knows the recorded questions: it hears them by their sound, answers them rightly, and
 * speaks with the Piper voice of the tests, or in tones where that is not here. What it says stays the
 * same from run to run; the first time that it says something it takes a second to speak it.
 */
export const RECORDED_SCRIPT: ProviderScript = {
  transcribe: hear,
  reply: ({ messages }) => {
    const heard = messages.findLast(({ role }) => role === 'user')?.text ?? ''
    return { text: recordedAnswer(heard) ?? `I heard: ${heard}` }
  },
  speak: async (request) =>
    testModelsPresent()
      ? readWave(await speak(request.text, { voice: 'joe', speed: request.speed }))
      : PLAIN_SCRIPT.speak(request),
}
