import type { CodedError } from '../../contracts/errors.ts'
import type {
  ModelChoice,
  ModelEntry,
  ModelSnapshot,
  ModelsSnapshot,
  ModelState,
  SourceType,
} from '../../contracts/models.ts'
import type { TransferFigures, TransferProgress } from './transfer-progress.ts'

/** What the store keeps of one model. */
export interface ModelRecord {
  readonly entry: ModelEntry
  readonly state: ModelState
  readonly source: SourceType | null
  readonly error: CodedError | null
  readonly diskBytes: number
  readonly progress: TransferProgress
}

export interface StoreView {
  readonly records: readonly ModelRecord[]
  readonly required: readonly string[]
  readonly selected: readonly string[]
  /** The models for whose sake a model stays where it is. */
  readonly heldBy: (id: string) => readonly string[]
  readonly busy: boolean
  readonly paused: boolean
  readonly choice: ModelChoice | null
  readonly folder: string
  readonly nowMs: number
}

/** A model that is there has nothing left to travel, whatever did to bring it. */
const figuresOf = ({ state, progress }: ModelRecord, nowMs: number): TransferFigures => {
  const figures = progress.figures(nowMs)
  if (state === 'ready') {
    const { totalBytes } = figures
    return { receivedBytes: totalBytes, totalBytes, speedBytesPerSecond: 0, secondsLeft: 0 }
  }
  return state === 'downloading'
    ? figures
    : { ...figures, speedBytesPerSecond: 0, secondsLeft: null }
}

const totalsOf = (models: readonly ModelSnapshot[]): ModelsSnapshot['totals'] => {
  const sum = (of: (model: ModelSnapshot) => number): number =>
    models.reduce((total, model) => total + of(model), 0)
  const receivedBytes = sum((model) => model.receivedBytes)
  const totalBytes = sum((model) => model.totalBytes)
  const speedBytesPerSecond = sum((model) => model.speedBytesPerSecond)
  const left = totalBytes - receivedBytes
  const secondsLeft = speedBytesPerSecond === 0 ? null : Math.ceil(left / speedBytesPerSecond)
  return {
    receivedBytes,
    totalBytes,
    speedBytesPerSecond,
    secondsLeft: left === 0 ? 0 : secondsLeft,
  }
}

/** The snapshot windows get: a pure projection of what the store knows. */
export const projectSnapshot = (view: StoreView): ModelsSnapshot => {
  const models = view.records.map((record): ModelSnapshot => {
    const { entry, state, source, error, diskBytes } = record
    return {
      id: entry.id,
      name: entry.name,
      kind: entry.kind,
      licence: entry.licence,
      languages: entry.languages,
      memoryMb: entry.memoryMb,
      voices: (entry.engineOptions.voices ?? []).map(({ id, language }) => ({ id, language })),
      state,
      diskBytes,
      heldBy: view.heldBy(entry.id),
      ...figuresOf(record, view.nowMs),
      source,
      error,
      required: view.required.includes(entry.id),
      selected: view.selected.includes(entry.id),
    }
  })
  const required = models.filter((model) => model.required)
  return {
    models,
    totals: totalsOf(models.filter((model) => model.required || model.selected)),
    busy: view.busy,
    paused: view.paused,
    complete: view.choice !== null && required.every(({ state }) => state === 'ready'),
    choice: view.choice,
    folder: view.folder,
  }
}
