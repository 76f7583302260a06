import type { EngineLine, EngineModel } from '../../contracts/workers.ts'
import { conversationLanguage } from '../../core/agent/language.ts'
import type { EngineKind } from '../app-state.ts'
import type { EngineLines } from '../providers/engine-lines.ts'
import type { EngineSet } from './ports.ts'

/** Until the language model has told its context. */
const CAUTIOUS_CONTEXT_TOKENS = 2048

export interface LinesInUse extends Pick<EngineSet, 'language' | 'promptBudget'> {
  readonly of: (kind: EngineKind) => EngineLine
  /** These lines hold from now on; those that are loaded anew begin with their first engine. */
  readonly replace: (lines: EngineLines, loadedAnew: readonly EngineKind[]) => void
  /** The line itself says which of its engines serves. */
  readonly serves: (kind: EngineKind, id: string) => void
  /** The language model has told how much it can read. */
  readonly contextIs: (tokens: number) => void
  /** Id of the engine that serves; empty where there is none. */
  readonly idOf: (kind: EngineKind) => string
}

/** The lines that are loaded, which engine of each serves, and what that means for a prompt. */
export const createLinesInUse = (): LinesInUse => {
  let lines: EngineLines = { stt: [], llm: [], tts: [] }
  const inUse: Record<EngineKind, string> = { stt: '', llm: '', tts: '' }
  let contextTokens = CAUTIOUS_CONTEXT_TOKENS

  const serving = (kind: EngineKind): EngineModel | undefined =>
    lines[kind].find(({ id }) => id === inUse[kind]) ?? lines[kind][0]
  const language = () =>
    conversationLanguage(serving('tts')?.languages ?? [], serving('stt')?.languages ?? [])

  return {
    of: (kind) => lines[kind],
    replace: (next, loadedAnew) => {
      lines = next
      for (const kind of loadedAnew) inUse[kind] = next[kind][0]?.id ?? ''
    },
    serves: (kind, id) => {
      inUse[kind] = id
    },
    contextIs: (tokens) => {
      contextTokens = tokens
    },
    idOf: (kind) => serving(kind)?.id ?? '',
    language,
    promptBudget: () => {
      const own = serving('llm')?.options['systemPrompt']
      const systemPrompt = typeof own === 'string' ? own : undefined
      return { contextTokens, systemPrompt, language: language() }
    },
  }
}
