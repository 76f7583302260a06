import { describe, expect, it } from 'vitest'
import { keepFault } from '../../../renderer/settings/privacy/kept-speech/keep-fault.ts'

const fault = { code: 'speech.no-key-store' } as const

describe('what is said beside the switch that keeps speech', () => {
  it('is that nothing is kept without a key store, whenever it was switched on', () => {
    expect(keepFault({ value: 'mine', error: undefined }, { kept: 'not' })).toEqual(fault)
    expect(keepFault({ value: 'off', error: fault }, { kept: 'not' })).toEqual(fault)
  })

  it('is nothing where it is kept, once it is, or where none is wanted', () => {
    expect(keepFault({ value: 'off', error: fault }, { kept: 'plain' })).toBeNull()
    expect(keepFault({ value: 'both', error: undefined }, { kept: 'encrypted' })).toBeNull()
    expect(keepFault({ value: 'off', error: undefined }, { kept: 'not' })).toBeNull()
    expect(keepFault({ value: 'mine', error: undefined }, null)).toBeNull()
  })

  it('is whatever else kept it from being changed', () => {
    const other = { code: 'disk.full' } as const
    expect(keepFault({ value: 'mine', error: other }, { kept: 'plain' })).toBe(other)
  })
})
