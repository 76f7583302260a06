import type { ShortcutName } from '../../contracts/shortcuts.ts'
import { isSameCombination, parseCombination, type Combination } from './combination.ts'
import { standsAlone } from './keys.ts'
import { reservationOf, type ReservedUse } from './reserved.ts'

/** The shortcuts that there are, by name; null or left out: it has no key. */
export type ShortcutTable = Readonly<Partial<Record<ShortcutName, string | null>>>

export type Verdict =
  | { readonly kind: 'fine' }
  /** It can be had, at a price. */
  | { readonly kind: 'used'; readonly use: ReservedUse }
  | { readonly kind: 'taken'; readonly use: ReservedUse }
  /** Pressing it writes something: nobody could write that any more. */
  | { readonly kind: 'types' }
  | { readonly kind: 'conflict'; readonly with: ShortcutName }

export const isAllowed = ({ kind }: Verdict): boolean => kind === 'fine' || kind === 'used'

/** Without a modifier, or with Shift alone, most keys write or move something. */
const types = ({ modifiers, key }: Combination): boolean =>
  !standsAlone(key) && key !== 'PrintScreen' && modifiers.every((modifier) => modifier === 'shift')

/** Which of the others has this combination already. */
const ownerOf = (
  combination: Combination,
  others: ShortcutTable,
  platform: string,
): ShortcutName | null => {
  for (const [name, accelerator] of Object.entries(others)) {
    const other = parseCombination(accelerator ?? '', platform)
    if (other !== null && isSameCombination(other, combination)) {
      // The table's type says that its keys are these.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      return name as ShortcutName
    }
  }
  return null
}

/** Whether this makes a shortcut that works in every program, and what it would cost. */
export const judge = (
  combination: Combination,
  others: ShortcutTable,
  platform: string,
): Verdict => {
  if (types(combination)) return { kind: 'types' }
  const reserved = reservationOf(combination, platform)
  if (reserved?.strength === 'taken') return { kind: 'taken', use: reserved.use }
  const owner = ownerOf(combination, others, platform)
  if (owner !== null) return { kind: 'conflict', with: owner }
  return reserved === null ? { kind: 'fine' } : { kind: 'used', use: reserved.use }
}
