import { expect, it } from 'vitest'
import { CodedFailure } from '../../../electron/contracts/errors.ts'
import { toMicrophoneFailure } from '../../../renderer/audio/capture/microphone-errors.ts'

it.each([
  ['NotAllowedError', 'microphone.permission-denied'],
  ['SecurityError', 'microphone.permission-denied'],
  ['NotFoundError', 'microphone.absent'],
  ['OverconstrainedError', 'microphone.absent'],
  ['NotReadableError', 'microphone.busy'],
  ['AbortError', 'microphone.busy'],
  ['TypeError', 'internal.unexpected'],
])('tells a person what %s means', (name, code) => {
  const thrown = new DOMException('why', name)
  const { error } = toMicrophoneFailure(thrown)
  expect(error.code).toBe(code)
  expect(error.detail).toContain('why')
})

it('keeps a failure that is coded already', () => {
  const failure = new CodedFailure({ code: 'microphone.busy' })
  expect(toMicrophoneFailure(failure)).toBe(failure)
})
