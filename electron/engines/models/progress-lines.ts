import type { ModelSnapshot, ModelsSnapshot } from '../../contracts/models.ts'

/** A line every so often while bytes come: a log of a slow download stays readable. */
const LINE_EVERY_MS = 2000

const SOURCES = { official: 'official site', registry: 'package registry', mirror: 'mirror folder' }

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`

const timeLeft = (seconds: number | null): string => {
  if (seconds === null) return ''
  return seconds < 90 ? `, ${seconds} s left` : `, ${Math.ceil(seconds / 60)} min left`
}

const progressLine = (model: ModelSnapshot): string =>
  `${model.name}: ${megabytes(model.receivedBytes)} of ${megabytes(model.totalBytes)}, ` +
  `${megabytes(model.speedBytesPerSecond)}/s${timeLeft(model.secondsLeft)}`

/** Null where a state needs no line of its own. */
const stateLine = (model: ModelSnapshot): string | null => {
  const size = megabytes(model.totalBytes)
  switch (model.state) {
    case 'downloading': {
      if (model.source === null) return null
      const licence = `licence ${model.licence.id}`
      return `${model.name}: fetching ${size} from the ${SOURCES[model.source]} (${licence})`
    }
    case 'preparing':
      return `${model.name}: preparing`
    case 'ready':
      return `${model.name}: ready`
    case 'failed':
      return `${model.name}: failed, ${model.error?.detail ?? model.error?.code ?? 'no reason known'}`
    case 'missing':
    case 'queued':
    case 'verifying':
    case 'paused':
      break
  }
  return null
}

/** Turns snapshots into the lines that are new in them, of the models that are awaited. */
export const progressLines = (
  nowMs: () => number,
  isAwaited: (model: ModelSnapshot) => boolean = ({ required, selected }) => required || selected,
): ((snapshot: ModelsSnapshot) => readonly string[]) => {
  const said = new Set<string>()
  const awaited = new Set<string>()
  const lastProgressMs = new Map<string, number>()
  return ({ models }) =>
    models.flatMap((model) => {
      if (!isAwaited(model)) return []
      // What was there from the beginning is no news.
      if (model.state !== 'ready') awaited.add(model.id)
      if (!awaited.has(model.id)) return []
      const line = stateLine(model)
      const mark = `${model.id} ${model.state} ${model.state === 'downloading' ? model.source : ''}`
      if (line !== null && !said.has(mark)) {
        said.add(mark)
        lastProgressMs.set(model.id, nowMs())
        return [line]
      }
      const sinceMs = nowMs() - (lastProgressMs.get(model.id) ?? 0)
      const moving = model.state === 'downloading' && model.source !== null
      if (!moving || sinceMs < LINE_EVERY_MS) return []
      lastProgressMs.set(model.id, nowMs())
      return [progressLine(model)]
    })
}
