import { inRoom } from './room.ts'
import { joinSounds, silence, type Sound } from './sound.ts'
import { readSound } from './sound-file.ts'
import { atLevel, mix } from './sounds.ts'
import { speak, type SpeakOptions } from './speak.ts'

/** Speech that is not meant for the app: a room full of people, and a television. At 16 kHz. */

const BABBLE: readonly (readonly [string, SpeakOptions])[] = [
  ['We went to the market on Saturday and bought far too many tomatoes.', { voice: 'joe' }],
  ['She told him that the train would be late again, and it was.', { voice: 'jo', speed: 1.1 }],
  ['The meeting is on Thursday, or so I heard from the people upstairs.', { voice: 'espeak' }],
  ['My brother has painted the kitchen yellow, which nobody likes.', { voice: 'jo', speed: 0.9 }],
  ['You should have seen the rain last night, it came in sideways.', { voice: 'joe', speed: 1.15 }],
]

const DIALOGUE: readonly (readonly [string, SpeakOptions])[] = [
  ['Good evening, and welcome to the news at nine.', { voice: 'joe' }],
  ['Thank you. The weather has turned, and the rivers are rising.', { voice: 'espeak' }],
  ['What do the people in the valley say about it?', { voice: 'joe' }],
  ['They are worried, but they have seen worse, they say.', { voice: 'espeak' }],
]

const spoken = ([text, options]: readonly [string, SpeakOptions]): Promise<Sound> =>
  speak(text, options).then(readSound)

/** As long as wanted, from its beginning again where it is shorter. */
const lasting = (sound: Sound, seconds: number): Sound =>
  mix(silence(seconds, sound.sampleRateHz), sound)

/** Five people at once. */
export const babble = async (seconds: number, rmsDb: number): Promise<Sound> => {
  const voices = await Promise.all(BABBLE.map(spoken))
  const all = voices
    .map((voice, index) =>
      lasting(joinSounds([silence(0.15 * index, voice.sampleRateHz), voice]), seconds),
    )
    .reduce((sum, voice) => mix(sum, { ...voice, samples: voice.samples.map((s) => s * 0.3) }))
  return atLevel(all, rmsDb)
}

/** Two people in a television on the other side of the living room. */
export const television = async (seconds: number, rmsDb: number): Promise<Sound> => {
  const lines = await Promise.all(DIALOGUE.map(spoken))
  const rateHz = lines[0]?.sampleRateHz ?? 16_000
  const dialogue = joinSounds(lines.flatMap((line) => [line, silence(0.5, rateHz)]))
  return atLevel(lasting(inRoom(dialogue, 'living-room', 'far'), seconds), rmsDb)
}
