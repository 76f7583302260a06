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

/** Who can speak with a model; first the one that does where nobody was picked. */
const voicesOf = ({ engineOptions: { voice: usual, voices = [] } }: ModelEntry) =>
  voices
    .toSorted((one, other) => Number(other.id === usual) - Number(one.id === usual))
    .map(({ id, language }) => ({ id, language }))

/** What the store keeps of one model. */
export interface ModelRecord {
  readonly entry: ModelEntry
  readonly state: ModelState
  readonly source: SourceType | null
  readonly error: CodedError | null
  readonly diskBytes: number
  readonly progress: TransferProgress
}

interface StoreView {
  readonly records: readonly ModelRecord[]
  readonly required: readonly string[]
  readonly selected: readonly string[]
  /** The models for whose sake a model stays where it is. */
  readonly heldBy: (id: string) => readonly string[]
  /** It is queued, or being worked on. */
  readonly underWay: (id: string) => boolean
  readonly busy: boolean
  readonly paused: boolean
  readonly choice: ModelChoice | null
  readonly folder: string
  readonly nowMs: number
}

/**
 * A model is as large as its files, whatever travels to bring them: packed they are smaller, and out of a
 * package with others in it they take more. How much has come is told as a share of that size. A model
 * that is there has nothing left to come.
 */
const figuresOf = ({ entry, state, progress }: ModelRecord, nowMs: number): TransferFigures => {
  const totalBytes = entry.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  if (state === 'ready') {
    return { receivedBytes: totalBytes, totalBytes, speedBytesPerSecond: 0, secondsLeft: 0 }
  }
  const travels = progress.figures(nowMs)
  const share = travels.totalBytes === 0 ? 0 : travels.receivedBytes / travels.totalBytes
  const receivedBytes = Math.round(share * totalBytes)
  const isComing = state === 'downloading'
  return {
    receivedBytes,
    totalBytes,
    speedBytesPerSecond: isComing ? travels.speedBytesPerSecond : 0,
    secondsLeft: isComing ? travels.secondsLeft : null,
  }
}

/**
 * How long the bytes that are left take at the speed of those that come, in seconds. Of a model that
 * comes its own time counts: less may travel for it than it is large, or more.
 */
const secondsLeftOf = (models: readonly ModelSnapshot[], speed: number): number | null => {
  const left = models.map(({ receivedBytes, totalBytes, secondsLeft, speedBytesPerSecond }) =>
    secondsLeft === null ? totalBytes - receivedBytes : secondsLeft * speedBytesPerSecond,
  )
  const bytes = left.reduce((sum, one) => sum + one, 0)
  if (bytes === 0) return 0
  return speed === 0 ? null : Math.ceil(bytes / speed)
}

const totalsOf = (models: readonly ModelSnapshot[]): ModelsSnapshot['totals'] => {
  const sum = (of: (model: ModelSnapshot) => number): number =>
    models.reduce((total, model) => total + of(model), 0)
  const receivedBytes = sum((model) => model.receivedBytes)
  const totalBytes = sum((model) => model.totalBytes)
  const speedBytesPerSecond = sum((model) => model.speedBytesPerSecond)
  const secondsLeft = secondsLeftOf(models, speedBytesPerSecond)
  return { receivedBytes, totalBytes, speedBytesPerSecond, secondsLeft }
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
      voices: voicesOf(entry),
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
  const complete = view.choice !== null && required.every(({ state }) => state === 'ready')
  // What is there already would hide how far the one that is added has come.
  const comesAlone = complete && models.some(({ id }) => view.underWay(id))
  const isCounted = ({ id, required, selected }: ModelSnapshot): boolean =>
    view.underWay(id) || (!comesAlone && (required || selected))
  return {
    models,
    totals: totalsOf(models.filter(isCounted)),
    busy: view.busy,
    paused: view.paused,
    complete,
    choice: view.choice,
    folder: view.folder,
  }
}
