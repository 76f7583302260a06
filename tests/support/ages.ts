import type { Ages } from '../../electron/core/retention/over.ts'

/** Ages by a clock that was never wrong. */
export const rightAt = (nowMs: number): Ages => ({ nowMs, isSure: true, wrong: [] })
