import type { EngineRole } from '../../electron/contracts/providers.ts'

/** As `ENGINE_ROLES`, which lies beside schemas that no small window should have to load. */
export const ROLES = ['stt', 'llm', 'tts'] as const satisfies readonly EngineRole[]
