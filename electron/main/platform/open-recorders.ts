import { NOBODY_KNOWN, type OtherRecorders } from './other-recorders.ts'

/** The watch on other applications that this system offers. */
export const openRecorders = (_onChange: () => void): OtherRecorders => NOBODY_KNOWN
