import type { EngineLine } from '../../contracts/workers.ts'
import type { EngineKind } from '../app-state.ts'
import type { EngineLines } from '../providers/engine-lines.ts'
import type { EngineWorkers } from './engine-workers.ts'
import type { LinesInUse } from './lines-in-use.ts'
import type { EngineExtras, EngineSetOptions } from './ports.ts'
import { vadModelPath } from './vad-model.ts'

const KINDS = ['stt', 'llm', 'tts'] as const

/** The message that loads a line; without the graphics card where that is not to be used. */
const loadOf = (line: EngineLine, unloadAfterMs: number | null, gpuAllowed: boolean) =>
  ({
    type: 'load',
    line: gpuAllowed
      ? line
      : line.map((model) => ({ ...model, options: { ...model.options, gpu: 'off' } })),
    unloadAfterMs,
  }) as const

/**
 * Gives each worker its line, and only a line that is another than the one that it has. An engine that
 * serves an exchange is left to it: its new line waits until the exchange is over, since to change it
 * would be to end the process that speaks.
 *
 * A graphics card that made the language model crash is not used again: the process that follows has
 * the processor alone. Whichever engine of the line served when it did: only one that is on the card
 * takes the process along.
 */
export const createLineLoader = (
  workers: EngineWorkers,
  lines: LinesInUse,
  { journalFolder, gpu, isTalking }: Pick<EngineSetOptions, 'journalFolder' | 'gpu' | 'isTalking'>,
) => {
  let loaded: Readonly<Record<EngineKind, string>> = { stt: '', llm: '', tts: '' }
  let unloadAfterMs: number | null = null
  /** What waits until the exchange is over. */
  let waiting: readonly [EngineLines, EngineExtras] | null = null
  /** Some engine of the language model's process was opened on the graphics card. */
  let isOnGpu = false

  workers.llm.onEvent((event) => {
    if (event.type === 'opened') isOnGpu ||= event.gpu !== null
  })
  workers.llm.onLost(({ code }) => {
    const wasOnGpu = isOnGpu
    isOnGpu = false
    const crashed = code === 'worker.crashed' || code === 'worker.timed-out'
    if (!crashed || !wasOnGpu) return
    workers.llm.setNextModel(loadOf(lines.of('llm'), unloadAfterMs, false))
    gpu?.onFailed()
  })

  const load = (next: EngineLines, extras: EngineExtras): void => {
    ;({ unloadAfterMs } = extras)
    const gpuAllowed = gpu?.allowed() ?? true
    const shape = (kind: EngineKind) =>
      JSON.stringify([
        // That it is known now is no reason to load it again.
        next[kind].map(({ measureWith: _measured, ...model }) => model),
        unloadAfterMs,
        kind === 'llm' && gpuAllowed,
        kind === 'stt' ? (extras.streaming?.id ?? null) : null,
        next[kind].length === 0 ? (extras.lacking?.[kind]?.code ?? null) : null,
      ])
    const different = KINDS.filter((kind) => shape(kind) !== loaded[kind])
    const held = different.filter((kind) => lines.of(kind).length > 0 && isTalking?.() === true)
    waiting = held.length > 0 ? [next, extras] : null
    const changed = different.filter((kind) => !held.includes(kind))
    const lineOf = (kind: EngineKind) => (held.includes(kind) ? lines.of(kind) : next[kind])
    // Before any worker is told: what its loss sets off looks at these.
    lines.replace({ stt: lineOf('stt'), llm: lineOf('llm'), tts: lineOf('tts') }, changed)
    const shapeOf = (kind: EngineKind) => (held.includes(kind) ? loaded[kind] : shape(kind))
    loaded = { stt: shapeOf('stt'), llm: shapeOf('llm'), tts: shapeOf('tts') }
    for (const kind of changed) {
      const load = loadOf(next[kind], unloadAfterMs, gpuAllowed)
      if (next[kind].length === 0) workers[kind].stop(extras.lacking?.[kind] ?? null)
      else if (kind === 'llm') workers.llm.setModel(load)
      else if (kind === 'tts') workers.tts.setModel(load)
      else {
        workers.stt.setModel({
          ...load,
          streaming: extras.streaming ?? null,
          vadModelPath: vadModelPath(),
          journalFolder,
          journalsSinceMs: Math.floor(performance.timeOrigin),
        })
      }
    }
  }

  return {
    load,
    /** The exchange may be over: what waited for that is loaded. */
    settle: (): void => {
      if (waiting !== null && isTalking?.() !== true) load(...waiting)
    },
  }
}
