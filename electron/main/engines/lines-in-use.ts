import type { EngineLine, EngineModel, EngineOpened } from '../../contracts/workers.ts'
import { conversationLanguage } from '../../core/agent/language.ts'
import type { EngineKind } from '../app-state.ts'
import type { EngineLines } from '../providers/engine-lines.ts'
import type { EngineSet } from './ports.ts'

/** Until the language model has told its context, where nobody knows it before. */
const CAUTIOUS_CONTEXT_TOKENS = 2048

export interface LinesInUse extends Pick<EngineSet, 'language' | 'promptBudget'> {
  readonly of: (kind: EngineKind) => EngineLine
  /** These lines hold from now on; those that are loaded anew begin with their first engine. */
  readonly replace: (lines: EngineLines, loadedAnew: readonly EngineKind[]) => void
  /** The line itself says which of its engines serves. */
  readonly serves: (kind: EngineKind, id: string) => void
  /** A language model of the line has told how much it can read. */
  readonly opened: (opened: EngineOpened) => void
  /** Id of the engine that serves; empty where there is none. */
  readonly idOf: (kind: EngineKind) => string
}

/** The lines that are loaded, which engine of each serves, and what that means for a prompt. */
export const createLinesInUse = (): LinesInUse => {
  let lines: EngineLines = { stt: [], llm: [], tts: [] }
  const inUse: Record<EngineKind, string> = { stt: '', llm: '', tts: '' }
  /** By the engine's id: what it told when it was opened last. */
  const contexts = new Map<string, number>()

  const serving = (kind: EngineKind): EngineModel | undefined =>
    lines[kind].find(({ id }) => id === inUse[kind]) ?? lines[kind][0]
  const language = () =>
    conversationLanguage(serving('tts')?.languages ?? [], serving('stt')?.languages ?? [])

  const contextTokens = (): number => {
    const model = serving('llm')
    const wanted = model?.options['contextTokens']
    const told = contexts.get(model?.id ?? '')
    return told ?? (typeof wanted === 'number' ? wanted : CAUTIOUS_CONTEXT_TOKENS)
  }

  return {
    of: (kind) => lines[kind],
    replace: (next, loadedAnew) => {
      lines = next
      for (const kind of loadedAnew) inUse[kind] = next[kind][0]?.id ?? ''
      if (loadedAnew.includes('llm')) contexts.clear()
    },
    serves: (kind, id) => {
      inUse[kind] = id
    },
    opened: ({ model, contextTokens: tokens }) => void contexts.set(model, tokens),
    idOf: (kind) => serving(kind)?.id ?? '',
    language,
    promptBudget: () => {
      const own = serving('llm')?.options['systemPrompt']
      const systemPrompt = typeof own === 'string' ? own : undefined
      return { contextTokens: contextTokens(), systemPrompt, language: language() }
    },
  }
}
