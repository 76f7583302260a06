import type { Sound } from '../support/sound-lab/sound.ts'
import { readSound } from '../support/sound-lab/sound-file.ts'
import { speak } from '../support/sound-lab/speak.ts'

const TOPICS =
  'lighthouse dragon river castle garden mountain sailor baker winter forest teacher robot island horse painter'.split(
    ' ',
  )
const ASKED = [
  (topic: string) => `Tell me a long story about a ${topic}.`,
  (topic: string) => `Write me a long tale of a ${topic} and a friend.`,
  (topic: string) => `Please tell me everything about the life of a ${topic}.`,
]

/**
 * Requests for something long, none twice in a row of 45: asked the same again, a small model repeats
 * what was heard of its first answer, and that ends where it was interrupted.
 */
export const stories = async (): Promise<() => Sound> => {
  const sounds: Sound[] = []
  for (const ask of ASKED) {
    for (const topic of TOPICS) sounds.push(await readSound(await speak(ask(topic))))
  }
  let next = 0
  return () => {
    const sound = sounds[next++ % sounds.length]
    if (sound === undefined) throw new Error('there are no stories')
    return sound
  }
}
