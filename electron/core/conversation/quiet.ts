import type { CodedError } from '../../contracts/errors.ts'

/** Whether something is told without anything being wrong: a key was pressed, and nobody spoke. */
export const isQuiet = ({ code }: Pick<CodedError, 'code'>): boolean => code === 'sound.no-speech'
