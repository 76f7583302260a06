import { describe, expect, it } from 'vitest'
import catalogue from '../../../resources/models/catalogue.json' with { type: 'json' }
import sentences from '../../../resources/prompts/previews.json' with { type: 'json' }
import {
  languagesOf,
  listVoices,
  searchVoices,
  type ListedVoice,
} from '../../../electron/core/actions/voice-list.ts'
import { modelSnapshot } from '../renderer/models-snapshot.ts'

const kokoro = modelSnapshot({
  id: 'kokoro',
  kind: 'tts',
  name: 'Kokoro 82M',
  state: 'ready',
  voices: [
    { id: 'af_heart', language: 'en-US' },
    { id: 'bm_george', language: 'en-GB' },
    { id: 'zf_xiaobei', language: 'zh-CN' },
  ],
})
const cori = modelSnapshot({
  id: 'cori',
  kind: 'tts',
  name: 'Piper Cori',
  state: 'missing',
  languages: ['en-GB'],
})
const coming = modelSnapshot({
  ...cori,
  id: 'siwis',
  name: 'Piper Siwis',
  state: 'downloading',
  languages: ['fr-FR'],
})
const all = listVoices([modelSnapshot({ id: 'ears', kind: 'stt' }), cori, coming, kokoro], 'kokoro')

const WORDS: Readonly<Record<string, string>> = {
  'en-US': 'American English',
  'en-GB': 'British English',
  'zh-CN': 'Chinese 中文',
  'fr-FR': 'French Français',
}
const wordsOf = ({ voice, sex }: ListedVoice) =>
  `${WORDS[voice.language]} ${sex === 'f' ? 'female 女声' : sex === 'm' ? 'male 男声' : ''} ${voice.modelName}`
const found = (query: string) => searchVoices(all, query, wordsOf).map(({ name }) => name)

describe('the list of voices', () => {
  it('has each of every model once, those that can be heard first', () => {
    expect(all.map(({ name, state }) => [name, state])).toEqual([
      ['Heart', 'here'],
      ['George', 'here'],
      ['Xiaobei', 'here'],
      ['Siwis', 'coming'],
      ['Cori', 'missing'],
    ])
  })

  it.each([
    ['', ['Heart', 'George', 'Xiaobei', 'Siwis', 'Cori']],
    ['geo', ['George']],
    ['british', ['George', 'Cori']],
    ['british male', ['George']],
    ['male', ['George']],
    ['female', ['Heart', 'Xiaobei']],
    ['女声', ['Heart', 'Xiaobei']],
    ['kokoro english', ['Heart', 'George']],
    ['francais', ['Siwis']],
    ['klingon', []],
  ])('is searched by %j', (query, names) => {
    expect(found(query)).toEqual(names)
  })

  it('knows its languages, most voices first', () => {
    expect(languagesOf(all)).toEqual(['en', 'zh', 'fr'])
  })
})

it('has a sentence for a preview in every language that a voice of the catalogue speaks', () => {
  const spoken = catalogue.models
    .filter(({ kind }) => kind === 'tts')
    .flatMap(({ languages }) => languages)
  const missing = spoken.filter((tag) => !(tag.slice(0, 2) in sentences))
  expect(missing).toEqual([])
})
