import type { ModelSnapshot, ModelsSnapshot } from '../../../electron/contracts/models.ts'

export const modelSnapshot = (changes: Partial<ModelSnapshot> = {}): ModelSnapshot => ({
  id: 'voice',
  name: 'A voice',
  kind: 'tts',
  licence: { id: 'MIT' },
  languages: ['en-US'],
  memoryMb: 140,
  voices: [],
  diskBytes: 0,
  heldBy: [],
  state: 'missing',
  receivedBytes: 0,
  totalBytes: 63_000_000,
  speedBytesPerSecond: 0,
  secondsLeft: null,
  source: null,
  error: null,
  required: true,
  selected: true,
  ...changes,
})

export const modelsSnapshot = (changes: Partial<ModelsSnapshot> = {}): ModelsSnapshot => ({
  models: [modelSnapshot()],
  totals: { receivedBytes: 0, totalBytes: 63_000_000, speedBytesPerSecond: 0, secondsLeft: null },
  busy: false,
  paused: false,
  complete: false,
  choice: null,
  folder: '/models',
  ...changes,
})
