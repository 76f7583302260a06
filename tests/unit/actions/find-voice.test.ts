import { describe, expect, it } from 'vitest'
import { findVoice, voiceName, type Voice } from '../../../electron/core/actions/find-voice.ts'
import { voiceForms } from '../../../electron/core/actions/spoken/voice-forms.ts'
import catalogue from '../../../resources/models/catalogue.json'

const kokoro = (id: string, language: string): Voice => ({
  model: 'kokoro',
  modelName: 'Kokoro 82M',
  id,
  language,
})
const HEART = kokoro('af_heart', 'en-US')
const ADAM = kokoro('am_adam', 'en-US')
const EMMA = kokoro('bf_emma', 'en-GB')
const GEORGE = kokoro('bm_george', 'en-GB')
const DORA = kokoro('ef_dora', 'es-ES')
const JOE: Voice = {
  model: 'joe',
  modelName: 'Piper Joe (English, US)',
  id: null,
  language: 'en-US',
}
const ALL = [HEART, ADAM, EMMA, GEORGE, DORA, JOE]

describe('the voice that is meant', () => {
  it.each([
    ['british', EMMA],
    ['emma', EMMA],
    ['male', ADAM],
    ["man's", ADAM],
    ['british male', GEORGE],
    ['spanish', DORA],
    ['joe', JOE],
    ['another', ADAM],
    ['英式', EMMA],
    ['男', ADAM],
    ['default', 'usual'],
    ['german', null],
    ['passive', null],
  ] as const)('"%s"', (said, voice) => expect(findVoice(said, ALL, HEART)).toEqual(voice))

  it('is the next one for whoever asks again', () => {
    expect(findVoice('british', ALL, EMMA)).toEqual(GEORGE)
    expect(findVoice('british', ALL, GEORGE)).toEqual(EMMA)
    expect(findVoice('another', ALL, JOE)).toEqual(HEART)
  })
})

it('knows the name of every speaker of the catalogue', () => {
  const names = catalogue.models.flatMap(({ id, name, engineOptions, kind }) => {
    if (kind !== 'tts') return []
    const voices =
      typeof engineOptions === 'object' && 'voices' in engineOptions ? engineOptions.voices : []
    return (voices ?? []).length > 0
      ? (voices ?? []).map((voice) => voiceName({ ...HEART, id: voice.id }))
      : id.startsWith('piper')
        ? [voiceName({ ...HEART, id: null, modelName: name })]
        : []
  })
  expect(names.length).toBeGreaterThan(50)
  const unknown = names.filter(
    (name) =>
      !voiceForms.use.some(({ saying }) =>
        new RegExp(`^(?:${saying})$`, 'u').test(`use the ${name.toLowerCase()} voice`),
      ),
  )
  expect(unknown).toEqual([])
})
