import { CodedFailure, type ErrorCode } from '../../../electron/contracts/errors.ts'
import type { EngineModel } from '../../../electron/contracts/workers.ts'
import { recordedParts } from '../../support/providers/open-line.ts'

/** A provider first, and an engine on this machine behind it. */
export const CLOUD: EngineModel = {
  id: 'cloud/m',
  engine: 'provider-chat',
  files: {},
  options: {},
  threads: 1,
}
export const LOCAL: EngineModel = { ...CLOUD, id: 'local', engine: 'scripted' }

interface FakeEngine {
  readonly id: string
  readonly probe?: (signal: AbortSignal) => Promise<void>
  readonly dispose: () => Promise<void>
}

/** What happens to each engine, by the model's id; changed under way. */
interface Fate {
  open?: ErrorCode
  probe?: ErrorCode
  /** A probe waits for this first. */
  until?: Promise<void>
}

/** Engines that open, answer probes and close as the test says, and what was done with them. */
export const fakeEngines = (
  line: readonly EngineModel[],
  options: { readonly unloadAfterMs?: number } = {},
) => {
  const fates: Record<string, Fate> = {}
  const done: string[] = []
  const fate = (id: string) => (fates[id] ??= {})
  const settle = (what: 'open' | 'probe', id: string): void => {
    done.push(`${what} ${id}`)
    const code = fate(id)[what]
    if (code !== undefined) throw new CodedFailure({ code, params: { provider: id } })
  }
  const probed = async (id: string): Promise<void> => {
    settle('probe', id)
    await fate(id).until
  }
  const open = async (model: EngineModel): Promise<FakeEngine> => {
    const { id } = model
    settle('open', id)
    const dispose = async () => void done.push(`close ${id}`)
    if (!model.engine.startsWith('provider-')) return { id, dispose }
    return { id, dispose, probe: () => probed(id) }
  }
  const recorded = recordedParts(line, open, options)
  /** What was done since the last time. */
  const news = () => done.splice(0)
  const told = () =>
    recorded.record.inUse.map(({ model, because }) => `${model} ${because?.code ?? ''}`.trim())
  return { ...recorded, fate, news, told }
}

export const failureOf = (code: ErrorCode) => new CodedFailure({ code })
