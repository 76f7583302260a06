import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { locate } from '../support/sound-lab/locate.ts'
import { firstSoundAfter, totalSoundSeconds } from '../support/sound-lab/measure.ts'
import { loadQuestion, questionSound } from '../support/sound-lab/questions.ts'
import { RECORDING_RATE_HZ } from '../support/sound-lab/recording.ts'
import { levelDb } from '../support/sound-lab/sound.ts'
import { click, pinkNoise } from '../support/sound-lab/sounds.ts'
import { startSoundLab, type SoundLab } from '../support/sound-lab/sound-lab.ts'
import { transcribe } from '../support/sound-lab/transcribe.ts'
import { waitForSilence } from '../support/sound-lab/wait-for-sound.ts'
import { wordErrorRate } from '../support/sound-lab/word-error-rate.ts'

/** The instrument measured against itself, before it measures the app. */

const milliseconds = (samples: number) => (samples * 1000) / RECORDING_RATE_HZ

describe('the sound lab', () => {
  let lab: SoundLab
  beforeEach(async () => {
    lab = await startSoundLab()
  })
  afterEach(async () => {
    await lab.dispose()
  })

  it('finds what was played at the very sample, unchanged and on the person’s side alone', async () => {
    const recording = await lab.startRecording()
    const sound = click()
    const played = await lab.playInto(recording, sound)
    const { personChannel, loudspeakerChannel } = await recording.stop()
    const heard = personChannel.subarray(played.startsAtSample, played.endsAtSample)
    const worst = heard.reduce(
      (error, sample, n) => Math.max(error, Math.abs(sample - (sound.samples[n] ?? 0))),
      0,
    )
    expect(worst).toBeLessThanOrEqual(1 / 32_768)
    expect(firstSoundAfter(personChannel, RECORDING_RATE_HZ, 0)).toBe(played.soundStartsAtSample)
    expect(totalSoundSeconds(loudspeakerChannel, RECORDING_RATE_HZ)).toBe(0)
  })

  it('loses no sample while the test process is busy', async () => {
    const recording = await lab.startRecording()
    const noise = pinkNoise(1.5, -20)
    const playing = lab.playInto(recording, noise)
    await recording.position()
    const until = performance.now() + 900
    while (performance.now() < until) Math.sqrt(until)
    const played = await playing
    const { personChannel } = await recording.stop()
    const end = played.endsAtSample - 4_800
    const tail = noise.samples.subarray(noise.samples.length - 4_800)
    expect(locate(personChannel, tail, end - 4_800, end + 4_800)?.atSample).toBe(end)
  })

  it('keeps to itself: a second lab hears nothing of the first', async () => {
    const other = await startSoundLab()
    try {
      const [here, there] = [await lab.startRecording(), await other.startRecording()]
      await lab.playInto(here, click())
      const { personChannel } = await there.stop()
      expect(personChannel.length).toBeGreaterThan(0)
      expect(totalSoundSeconds(personChannel, RECORDING_RATE_HZ)).toBe(0)
    } finally {
      await other.dispose()
    }
  })

  it.each([
    { delayMs: 40, gainDb: -25 },
    { delayMs: 120, gainDb: -41 },
  ])('echoes the loudspeaker after $delayMs ms at $gainDb dB', async ({ delayMs, gainDb }) => {
    const recording = await lab.startRecording()
    const echo = await lab.echo({ delayMs, gainDb })
    const noise = pinkNoise(1, -12)
    const played = await lab.playInto(recording, noise, { at: 'loudspeaker' })
    // What comes after the echo gives its tail the time to sound.
    await lab.play(click(), { at: 'loudspeaker' })
    await echo.dispose()
    const { personChannel } = await recording.stop()
    const echoed = locate(personChannel, noise.samples, played.startsAtSample)
    expect(milliseconds((echoed?.atSample ?? 0) - played.startsAtSample)).toBeCloseTo(delayMs, -1)
    const start = (echoed?.atSample ?? 0) + 4_800
    expect(levelDb(personChannel, start, start + 38_400) + 12).toBeCloseTo(gainDb, -0.5)
  })

  it('takes the microphone away and gives it back as the default', async () => {
    const sources = async () => lab.pactl('list', 'short', 'sources')
    const defaultSource = async () => (await lab.pactl('get-default-source')).trim()
    expect(await defaultSource()).toBe('microphone')
    await lab.unplugMicrophone()
    expect(await sources()).not.toContain('microphone')
    await lab.replugMicrophone()
    expect(await sources()).toContain('microphone')
    expect(await defaultSource()).toBe('microphone')
  })

  it('understands at the loudspeaker what was said there', async () => {
    const recording = await lab.startRecording()
    const question = await loadQuestion('spider-legs')
    await lab.play(await questionSound(question), { at: 'loudspeaker' })
    const span = await waitForSilence(recording, 0, { silentForMs: 300 })
    const { loudspeakerChannel } = await recording.stop()
    const heard = await transcribe(
      loudspeakerChannel.subarray(span.start, span.end),
      RECORDING_RATE_HZ,
    )
    expect(wordErrorRate(question.text, heard), heard).toBe(0)
  })
})
