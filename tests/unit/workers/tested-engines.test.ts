import { expect, it } from 'vitest'
import type { EngineModel, EngineTested } from '../../../electron/contracts/workers.ts'
import { createScriptedLanguageModel } from '../../../electron/engines/llm/scripted-language-model.ts'
import { createEnergyDetector } from '../../../electron/engines/stt/energy-detector.ts'
import { createScriptedRecognizer } from '../../../electron/engines/stt/scripted-recognizer.ts'
import { createScriptedSynthesizer } from '../../../electron/engines/tts/scripted-synthesizer.ts'
import { serveLanguageModel } from '../../../electron/workers/llm-server.ts'
import { SttServer } from '../../../electron/workers/stt-server.ts'
import { TtsServer } from '../../../electron/workers/tts-server.ts'
import { loadOf, NO_SOUND } from '../../support/engine-line.ts'
import { settle } from '../stt/tone-utterance.ts'

const model: EngineModel = { id: 'm', engine: 'scripted', files: {}, options: {}, threads: 1 }
const FOUND: EngineTested = { type: 'tested', model: 'm', error: { code: 'provider.unreachable' } }

const channel = { onMessage: () => undefined, post: () => undefined, close: () => undefined }
const base = { send: () => undefined, now: () => 0 }

it('what a test found of an engine is told to the line of each worker', async () => {
  const told: string[] = []
  const tested = (kind: string) => (id: string, error: EngineTested['error']) =>
    void told.push(`${kind} ${id} ${error?.code ?? 'ok'}`)
  const voices = new TtsServer({
    ...base,
    open: async () => ({ ...createScriptedSynthesizer({}), tested: tested('tts') }),
    openPlayback: () => channel,
  })
  const ears = new SttServer({
    ...base,
    open: async () => ({ ...createScriptedRecognizer({}, 'm'), tested: tested('stt') }),
    openDetectors: async () => createEnergyDetector,
    openMicrophone: () => channel,
    epochMs: () => 0,
  })
  const mind = serveLanguageModel({
    ...base,
    ...NO_SOUND,
    open: async () => ({ ...createScriptedLanguageModel({}), tested: tested('llm') }),
  })
  voices.handle(loadOf(model), [])
  ears.handle({ ...loadOf(model), vadModelPath: '', journalFolder: null }, [])
  mind(loadOf(model))
  await settle()
  voices.handle(FOUND, [])
  ears.handle(FOUND, [])
  mind({ ...FOUND, error: null })
  await settle()
  expect(told.toSorted()).toEqual([
    'llm m ok',
    'stt m provider.unreachable',
    'tts m provider.unreachable',
  ])
})
