import type { TFunction } from 'i18next'
import type { CodedError, ErrorCode } from '../../electron/contracts/errors.ts'
import { errorText, type ErrorText } from './error-text.ts'

/** Where a provider is set up and tested: nothing is tried again there, and its form is at hand. */
const OF_SETUP = [
  'provider.unreachable',
  'provider.key-missing',
  'provider.key-rejected',
  'provider.model-unknown',
  'provider.rate-limited',
  'provider.overloaded',
  'provider.stalled',
  'provider.cut-off',
  'provider.refused',
  'provider.filtered',
] as const satisfies readonly ErrorCode[]

/** Where none of a line serves: the next to ask finds out whether one does again. */
const OF_DEAD_LINE = [
  'provider.unreachable',
  'provider.rate-limited',
  'provider.overloaded',
  'provider.stalled',
] as const satisfies readonly ErrorCode[]

/** Where somebody asked, and nothing else of the line can answer. */
const OF_NOBODY_ELSE = [
  'provider.unreachable',
  'provider.rate-limited',
  'provider.overloaded',
  'provider.stalled',
] as const satisfies readonly ErrorCode[]

const oneOf = <Code extends ErrorCode>(codes: readonly Code[], code: ErrorCode): Code | undefined =>
  codes.find((one) => one === code)

/** What to say of an error beside the form, or the test, of the provider that it is of. */
export const setupErrorText = (t: TFunction, error: CodedError): ErrorText => {
  const code = oneOf(OF_SETUP, error.code)
  const text = errorText(t, error)
  return code === undefined ? text : { ...text, remedy: t(`providers.advice.setup.${code}`) }
}

/** What to say of an error beside a line of engines of which none serves. */
export const deadLineErrorText = (t: TFunction, error: CodedError): ErrorText => {
  const code = oneOf(OF_DEAD_LINE, error.code)
  const text = errorText(t, error)
  return code === undefined ? text : { ...text, remedy: t(`providers.advice.deadLine.${code}`) }
}

/**
 * What to say of an error that keeps everybody of a line from answering.
 * @param pane name of the pane of settings in which that line stands
 */
export const nobodyElseErrorText = (t: TFunction, error: CodedError, pane: string): ErrorText => {
  const code = oneOf(OF_NOBODY_ELSE, error.code)
  const text = errorText(t, error)
  return code === undefined
    ? text
    : { ...text, remedy: t(`providers.advice.nobodyElse.${code}`, { pane }) }
}
