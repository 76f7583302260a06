import { atLevel, seededNoise } from './sounds.ts'
import { levelDb, type Sound } from './sound.ts'

/**
 * Rooms by rule: a direct path, a few early reflections and a tail of noise that decays by 60 dB in the
 * room's reverberation time. The same at every call.
 */
export type RoomName = 'office' | 'living-room' | 'bare'
export type Distance = 'near' | 'far'

/** Reverberation times (RT60), seconds. */
export const REVERBERATION_S: Readonly<Record<RoomName, number>> = {
  office: 0.3,
  'living-room': 0.5,
  bare: 0.9,
}
/** Energy of the direct sound over that of the rest, dB: at half a metre and at two and a half. */
const DIRECT_OVER_REST_DB: Readonly<Record<Distance, number>> = { near: 10, far: -3 }
/** First reflections of table, wall and ceiling, ms behind the direct sound. */
const EARLY_MS = [3.1, 7.7, 12.3, 19.9]

/** The room's answer to a click. */
export const impulseResponse = (
  room: RoomName,
  distance: Distance,
  sampleRateHz: number,
): Float32Array => {
  const reverberationS = REVERBERATION_S[room]
  const noise = seededNoise(room.length * 101 + distance.length)
  const rest = Float32Array.from({ length: Math.round(reverberationS * sampleRateHz) }, (_, n) =>
    n < 0.002 * sampleRateHz ? 0 : noise() * 10 ** ((-3 * n) / sampleRateHz / reverberationS),
  )
  for (const ms of EARLY_MS) {
    const at = Math.round((ms / 1000) * sampleRateHz)
    rest[at] = (rest[at] ?? 0) + 2 * 10 ** (-ms / 40)
  }
  const energy = rest.reduce((sum, sample) => sum + sample ** 2, 0)
  const scale = Math.sqrt(10 ** (-DIRECT_OVER_REST_DB[distance] / 10) / energy)
  const response = rest.map((sample) => sample * scale)
  response[0] = 1
  return response
}

/** What the microphone hears of a sound in the room, at the sound's own level. */
export const inRoom = (sound: Sound, room: RoomName, distance: Distance): Sound => {
  const response = impulseResponse(room, distance, sound.sampleRateHz)
  const samples = new Float32Array(sound.samples.length + response.length)
  for (let n = 0; n < sound.samples.length; n += 1) {
    const sample = sound.samples[n] ?? 0
    if (sample === 0) continue
    for (let k = 0; k < response.length; k += 1) {
      samples[n + k] = (samples[n + k] ?? 0) + sample * (response[k] ?? 0)
    }
  }
  return atLevel({ samples, sampleRateHz: sound.sampleRateHz }, levelDb(sound.samples))
}
