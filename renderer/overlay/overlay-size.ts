import type { RequestInput } from '../../electron/contracts/ipc.ts'
import type { ContentSize } from './overlay.tsx'

/** The limits that `overlay.resize` takes. */
const SMALLEST = 40
const LARGEST = 600

const within = (length: number): number => Math.min(LARGEST, Math.max(SMALLEST, Math.ceil(length)))

/** What to ask main for, for content of this size. The card is as wide as main makes it. */
export const wantedSize = ({
  shape,
  width,
  height,
}: ContentSize): RequestInput<'overlay.resize'> =>
  shape === 'card' ? { height: within(height) } : { height: within(height), width: within(width) }
