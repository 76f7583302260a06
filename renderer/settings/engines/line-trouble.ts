import type { CodedError } from '../../../electron/contracts/errors.ts'
import type { EngineRole } from '../../../electron/contracts/providers.ts'
import type { AppSnapshot } from '../../../electron/contracts/snapshot.ts'
import type { LineRow } from './line-rows.ts'

/** What is not as the order of a line says. */
export type LineTrouble =
  /** The first is not the one that serves. */
  | { readonly kind: 'not-first'; readonly because: CodedError }
  /** None of it can serve, and this computer, which is not in it, does. */
  | { readonly kind: 'stand-in' }
  /** What runs it crashed too often. */
  | { readonly kind: 'stopped' }
  /** Nobody serves. */
  | { readonly kind: 'nobody'; readonly because: CodedError }

/** What a person wants to know of a line beside its order; null where it is as ordered, or nobody knows yet. */
export const lineTrouble = (
  role: EngineRole,
  rows: readonly LineRow[],
  { inUse, out, engines }: Pick<AppSnapshot, 'inUse' | 'out' | 'engines'>,
  capped: boolean,
): LineTrouble | null => {
  const use = inUse[role]
  const because = out[role]
  if (because !== null) return { kind: 'nobody', because }
  if (use === null) {
    switch (engines[role]) {
      case 'missing':
        return { kind: 'nobody', because: { code: `${role}.model-missing` } }
      case 'capped':
        return { kind: 'nobody', because: { code: 'provider.capped-alone' } }
      case 'failed':
        return { kind: 'stopped' }
      case 'loading':
      case 'ready':
      case 'restarting':
        return null
    }
  }
  if (rows[0]?.inUse === true) return null
  if (use.because !== null) return { kind: 'not-first', because: use.because }
  if (capped && rows[0]?.provider !== null) {
    return { kind: 'not-first', because: { code: 'provider.capped' } }
  }
  return use.provider === null && !hasThisComputer(rows) ? { kind: 'stand-in' } : null
}

/** Something of it answers without a network, and without anybody else. */
export const hasThisComputer = (rows: readonly LineRow[]): boolean =>
  rows.some(({ provider }) => provider === null)
