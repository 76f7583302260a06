import type { XAuthorization } from './address.ts'

/**
 * What goes over the wire, least significant byte first: "X Window System Protocol", version 11, sections
 * 8 (Connection Setup) and 9 (Requests), and its appendix B (Protocol Encoding). Pure.
 */

export type XRequest =
  | { readonly type: 'intern-atom'; readonly name: string }
  | { readonly type: 'selection-owner'; readonly selection: number }
  | { readonly type: 'property'; readonly window: number; readonly property: number }
  | { readonly type: 'geometry'; readonly window: number }
  | { readonly type: 'place-on'; readonly window: number; readonly root: number }
  | { readonly type: 'pointer'; readonly root: number }
  /** Has events sent from now on, when a property of the window changes. */
  | { readonly type: 'follow-properties'; readonly window: number }

const padded = (bytes: Buffer): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])

export const setupRequest = ({ name, data }: XAuthorization): Buffer => {
  const head = Buffer.alloc(12)
  head.write('l', 0, 'latin1')
  head.writeUInt16LE(11, 2)
  head.writeUInt16LE(name.length, 6)
  head.writeUInt16LE(data.length, 8)
  return Buffer.concat([head, padded(Buffer.from(name, 'latin1')), padded(data)])
}

/** Of the first screen: there is but one since monitors are parts of it. Null: not let in. */
export const readSetup = (received: Buffer): { readonly root: number } | null | 'incomplete' => {
  if (received.length < 8) return 'incomplete'
  const isLetIn = received.readUInt8(0) === 1
  if (!isLetIn) return null
  if (received.length < 8 + received.readUInt16LE(6) * 4) return 'incomplete'
  const vendorLength = received.readUInt16LE(24)
  const formats = received.readUInt8(29)
  const screens = 40 + vendorLength + ((4 - (vendorLength % 4)) % 4) + formats * 8
  return { root: received.readUInt32LE(screens) }
}

const PROPERTY_CHANGES = 0x40_00_00
const EVENT_MASK = 0x08_00
const MOST_WORDS = 4096

const words = (opcode: number, data: number, ...body: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(4 + body.length * 4)
  bytes.writeUInt8(opcode, 0)
  bytes.writeUInt8(data, 1)
  bytes.writeUInt16LE(1 + body.length, 2)
  for (const [index, word] of body.entries()) bytes.writeUInt32LE(word, 4 + index * 4)
  return bytes
}

export const request = (asked: XRequest): Buffer => {
  switch (asked.type) {
    case 'intern-atom': {
      const name = Buffer.from(asked.name, 'latin1')
      const bytes = Buffer.concat([words(16, 0, name.length), padded(name)])
      bytes.writeUInt16LE(bytes.length / 4, 2)
      return bytes
    }
    case 'selection-owner':
      return words(23, 0, asked.selection)
    case 'property':
      return words(20, 0, asked.window, asked.property, 0, 0, MOST_WORDS)
    case 'geometry':
      return words(14, 0, asked.window)
    case 'place-on':
      return words(40, 0, asked.window, asked.root, 0)
    case 'pointer':
      return words(38, 0, asked.root)
    case 'follow-properties':
      return words(2, 0, asked.window, EVENT_MASK, PROPERTY_CHANGES)
  }
}

/** Of a reply to `intern-atom` or `selection-owner`. */
export const idIn = (reply: Buffer): number => reply.readUInt32LE(8)

/** The 32-bit values of a property; none where it is not there, or of another format. */
export const valuesIn = (reply: Buffer): readonly number[] => {
  if (reply.readUInt8(1) !== 32) return []
  const count = reply.readUInt32LE(16)
  return Array.from({ length: count }, (_, index) => reply.readUInt32LE(32 + index * 4))
}

export const sizeIn = (reply: Buffer): { readonly width: number; readonly height: number } => ({
  width: reply.readUInt16LE(16),
  height: reply.readUInt16LE(18),
})

export const placeIn = (reply: Buffer): { readonly x: number; readonly y: number } => ({
  x: reply.readInt16LE(12),
  y: reply.readInt16LE(14),
})

/** Of a reply to `pointer`; null: it is on another screen. */
export const pointerIn = (reply: Buffer): { readonly x: number; readonly y: number } | null =>
  reply.readUInt8(1) === 0 ? null : { x: reply.readInt16LE(16), y: reply.readInt16LE(18) }

const PROPERTY_NOTIFY = 28

/** Which property of which window has changed; null for an event of another kind. */
export const propertyChangeIn = (
  event: Buffer,
): { readonly window: number; readonly property: number } | null =>
  (event.readUInt8(0) & 0x7f) === PROPERTY_NOTIFY
    ? { window: event.readUInt32LE(4), property: event.readUInt32LE(8) }
    : null
