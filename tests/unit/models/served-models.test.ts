import { expect, onTestFinished, test } from 'vitest'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { modelEntrySchema } from '../../../electron/contracts/models.ts'
import { ModelStore } from '../../../electron/engines/models/model-store.ts'
import { serveInstalledModels } from '../../support/served-models.ts'
import { faultyServer, temporaryFolder, testPatience, testPorts } from './world.ts'

const entry = modelEntrySchema.parse({
  id: 'voice',
  kind: 'tts',
  name: 'Voice',
  languages: ['en'],
  licence: { id: 'MIT' },
  memoryMb: 1,
  engine: 'sherpa-piper',
  prepare: 'piper',
  files: [{ name: 'data', folder: true, sizeBytes: 1, sha256: null, sources: [] }],
  outputs: [
    { key: 'model', name: 'model.onnx' },
    { key: 'dataDir', name: 'data' },
  ],
})

test('an installed model can be served and installed elsewhere, whatever the server does', async () => {
  const [root, workFolder, newRoot] = [
    await temporaryFolder(),
    await temporaryFolder(),
    await temporaryFolder(),
  ]
  await mkdir(join(root, 'voice', 'data', 'lang'), { recursive: true })
  await writeFile(join(root, 'voice', 'model.onnx'), 'prepared')
  await writeFile(join(root, 'voice', 'data', 'lang', 'en'), 'english')
  const served = await serveInstalledModels([entry], root, workFolder)
  const cut = { faults: [{ kind: 'cut', afterBytes: 3 }] } as const
  const server = await faultyServer({ files: served.files, faults: { '/voice/model.onnx': cut } })
  const catalogue = served.catalogueAt(server.url)
  const options = { catalogue, root: newRoot, ports: testPorts(), patience: testPatience }
  const store = await ModelStore.open(options)
  onTestFinished(() => store.dispose())
  expect(await store.ensure(['voice'])).toEqual({ kind: 'ready' })
  const paths = store.paths('voice')
  expect(await readFile(paths?.['model'] ?? '', 'utf8')).toBe('prepared')
  expect(await readFile(join(paths?.['dataDir'] ?? '', 'lang', 'en'), 'utf8')).toBe('english')
})
