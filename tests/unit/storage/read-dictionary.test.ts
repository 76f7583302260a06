import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../../electron/contracts/settings.ts'
import { readSettings } from '../../../electron/main/storage/settings-file.ts'

const stored = (dictionary: unknown) => readSettings({ ...defaultSettings(), dictionary })
const KAI = { heard: 'kay', meant: 'Kai' }

describe('a dictionary in the settings file', () => {
  it('loses an odd entry alone, and says nothing of what was in it', () => {
    const { settings, invalid } = stored([KAI, { heard: 'secret', meant: 7 }, 'x', { heard: ' ' }])
    expect(settings.dictionary).toEqual([KAI])
    expect(invalid).toEqual([
      'dictionary.1: no entry',
      'dictionary.2: no entry',
      'dictionary.3: no entry',
    ])
  })

  it('is empty where it is no list, or not there yet', () => {
    expect(stored({ kay: 'Kai' }).settings.dictionary).toEqual([])
    const { dictionary: _none, keepSpeech: _off, ...older } = defaultSettings()
    const { settings, invalid } = readSettings(older)
    expect([settings.dictionary, settings.keepSpeech, invalid]).toEqual([[], 'off', []])
  })

  it('keeps the newest where there are more than it may hold', () => {
    const many = Array.from({ length: 501 }, (_, n) => ({ heard: `w${n}`, meant: `W${n}` }))
    const { settings, invalid } = stored(many)
    expect(settings.dictionary).toHaveLength(500)
    expect(settings.dictionary[0]?.heard).toBe('w0')
    expect(invalid).toEqual(['dictionary: too long'])
  })
})
