import { join } from 'node:path'
import type { CodedError, ErrorCode } from '../../contracts/errors.ts'
import type { EngineRole } from '../../contracts/providers.ts'
import type { Settings } from '../../contracts/settings.ts'
import type { EngineUse } from '../../contracts/snapshot.ts'
import type { UsageSnapshot } from '../../contracts/usage.ts'
import type { EngineInUse, EngineModel, EngineUsage } from '../../contracts/workers.ts'
import { nowMs } from '../conversation/create-conversation.ts'
import type { EngineSpeedStore } from '../engine-speeds.ts'
import type { EngineSet } from '../engines/ports.ts'
import { NO_MODELS, toMeasure, type EngineModels } from '../model-selection.ts'
import type { Storage } from '../storage/open-storage.ts'
import { providerNameOf } from './engine-lines.ts'
import { KeyStore } from './key-store.ts'
import { createLineNotices } from './line-notices.ts'
import { createProviderDesk } from './provider-desk.ts'
import { systemSafeStorage } from './safe-storage.ts'
import { TEST_QUESTION, testQuestion } from './test-question.ts'
import { UsageMeter } from './usage-meter.ts'

interface ProviderParts {
  readonly storage: Pick<Storage, 'openJson'>
  readonly settings: () => Settings
  readonly folders: { readonly profile: string; readonly resources: string }
  readonly speeds: Pick<EngineSpeedStore, 'isSettled'>
  readonly engines: Pick<EngineSet, 'language' | 'use' | 'tested'>
  /** Says it once, in front of the next reply. */
  readonly announce: (text: string) => void
  readonly withdraw: (text: string) => void
  readonly raise: (error: CodedError) => void
  /** Shows what goes on all the same. */
  readonly mention: (error: CodedError) => void
  /** Shows no more of these. */
  readonly resolve: (codes: readonly ErrorCode[]) => void
  readonly onUsage: (usage: UsageSnapshot) => void
  readonly onInUse: (role: EngineRole, use: EngineUse) => void
}

/** Providers with their keys and costs, and the lines that they and the models here are put into. */
export const composeProviders = (parts: ProviderParts) => {
  const { storage, settings, folders, speeds, engines } = parts
  const notices = createLineNotices({
    providers: () => settings().providers,
    language: () => engines.language(),
    announce: parts.announce,
    withdraw: parts.withdraw,
    raise: parts.raise,
    mention: parts.mention,
    resolve: parts.resolve,
    isAlone: () => Object.keys(desk.lacking(found)).length > 0,
  })
  const meter = new UsageMeter({
    file: storage.openJson('usage'),
    now: () => new Date(),
    providers: () => settings().providers,
    capDollars: () => settings().monthlyCapDollars,
    onCap: (cap) => {
      notices.cap(cap)
      loadLines()
    },
    onChange: parts.onUsage,
  })
  const desk = createProviderDesk({
    settings,
    meter,
    keys: new KeyStore({
      file: storage.openJson('keys'),
      path: join(folders.profile, 'keys.json'),
      safe: systemSafeStorage(),
      environment: process.env,
    }),
    test: { nowMs, question: testQuestion(folders.resources) },
    onChange: () => loadLines(),
    onTested: (role, model, error) => engines.tested(role, model, error),
  })
  const sentence = join(folders.resources, TEST_QUESTION)
  let found: EngineModels = NO_MODELS
  const loadLines = (): void => {
    const minutes = settings().unloadAfterMinutes
    engines.use(desk.lines(toMeasure(found, (id) => speeds.isSettled(id, Date.now()), sentence)), {
      turn: found.turn,
      streaming: found.streaming,
      lacking: desk.lacking(found),
      unloadAfterMs: minutes === null ? null : minutes * 60_000,
    })
  }

  return {
    desk,
    count: (usage: EngineUsage): void => meter.add(usage),
    inUse: (role: EngineRole, use: EngineInUse): void => {
      const { model, because } = use
      const provider = providerNameOf(model, settings().providers)
      parts.onInUse(role, { model, provider, because })
      notices.inUse(role, use)
    },
    /** These models are here, and no others. */
    useModels: (models: EngineModels): void => {
      found = models
      loadLines()
    },
    /** To be called when settings, costs or the month may be others. */
    look: (): void => {
      meter.look()
      loadLines()
    },
    /** Every engine that can transcribe here, the one in use first. */
    transcribers: (): readonly EngineModel[] => {
      const { stt } = desk.lines(found)
      const known = new Set(stt.map(({ id }) => id))
      return [...stt, ...found.recognizers.filter(({ id }) => !known.has(id))]
    },
    lacksEngine: (): boolean => Object.values(desk.lines(found)).some((line) => line.length === 0),
  }
}
