import path from 'node:path'
import { expect, test } from 'vitest'
import { mirrorEnvironment, TEST_MODELS } from '../../../electron/launch/models.mjs'
import { loadCatalogue, withRequirements } from '../../../electron/engines/models/catalogue.ts'
import { LANGUAGE_MODELS } from '../../contract/llm-models.ts'
import { SPEECH_PAIRS } from '../../contract/speech-models.ts'

test('every model that the contract suites load is fetched for the tests', () => {
  const speech = SPEECH_PAIRS.flatMap(({ recognizer, voice }) => [recognizer, voice])
  const loaded = [...speech, ...LANGUAGE_MODELS.map(({ model }) => model)]
    .filter(({ files }) => Object.keys(files).length > 0)
    .map(({ id }) => id)
  expect(TEST_MODELS).toEqual(expect.arrayContaining(loaded))
})

test('the models for the tests are in the catalogue', () => {
  expect(withRequirements(loadCatalogue({}), TEST_MODELS)).toEqual(
    expect.arrayContaining([...TEST_MODELS]),
  )
})

const clone = path.resolve('/somewhere/clone')
const beside = path.resolve('/somewhere/shared/models')

test('a mirror folder beside the clone is used where there is one and no other is named', () => {
  const isThere = (folder: string) => folder === beside
  expect(mirrorEnvironment(clone, { A: '1' }, isThere)).toEqual({
    A: '1',
    WARBLER_MODEL_MIRROR: beside,
  })
  const named = { WARBLER_MODEL_MIRROR: '/mirror' }
  expect(mirrorEnvironment(clone, named, isThere)).toEqual(named)
  expect(mirrorEnvironment(clone, { A: '1' }, () => false)).toEqual({ A: '1' })
})
