import { expect, it } from 'vitest'
import { authorizationIn, xAddress } from '../../../../electron/main/platform/x11/address.ts'

it('knows displays of this machine, and no others', () => {
  expect(xAddress(':0')).toEqual({ display: 0, screen: 0 })
  expect(xAddress(':10.1')).toEqual({ display: 10, screen: 1 })
  expect(xAddress('unix:2')).toEqual({ display: 2, screen: 0 })
  for (const other of ['elsewhere:0', 'localhost:10.0', '', 'wayland-0', undefined]) {
    expect(xAddress(other)).toBeNull()
  }
})

const COOKIE = 'MIT-MAGIC-COOKIE-1'
const entry = (family: number, address: string, display: string, data: string, name = COOKIE) => {
  const field = (bytes: Buffer) => {
    const length = Buffer.alloc(2)
    length.writeUInt16BE(bytes.length)
    return Buffer.concat([length, bytes])
  }
  const head = Buffer.alloc(2)
  head.writeUInt16BE(family)
  return Buffer.concat([
    head,
    field(Buffer.from(address)),
    field(Buffer.from(display)),
    field(Buffer.from(name)),
    field(Buffer.from(data, 'hex')),
  ])
}

it('finds the cookie of this machine and this display in an authority file', () => {
  const file = Buffer.concat([
    entry(256, 'elsewhere', '1', 'aa'),
    entry(256, 'here', '0', 'bb'),
    entry(256, 'here', '1', 'cc', 'XDM-AUTHORIZATION-1'),
    entry(256, 'here', '1', 'dd'),
    entry(65535, '', '', 'ee'),
  ])
  const found = (display: number, host: string) =>
    authorizationIn(file, display, host).data.toString('hex')
  expect(found(1, 'here')).toBe('dd')
  expect(found(0, 'here')).toBe('bb')
  // One for any machine and any display.
  expect(found(7, 'unknown')).toBe('ee')
})

it('finds nothing in a file that is not there, is none, or is cut off', () => {
  const whole = entry(256, 'here', '0', 'bb')
  for (const file of [Buffer.alloc(0), whole.subarray(0, 9), Buffer.from('This is a letter.')]) {
    expect(authorizationIn(file, 0, 'here')).toEqual({ name: '', data: Buffer.alloc(0) })
  }
})
