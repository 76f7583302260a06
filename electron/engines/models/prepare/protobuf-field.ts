/**
 * Just enough of the protobuf wire format to append a field to a message: varints and
 * length-delimited fields. Concatenating two encodings merges the messages, repeated fields add up.
 */

/** Base-128 varint of a non-negative integer, low group first. */
export const varint = (value: number): Uint8Array => {
  const bytes: number[] = []
  let rest = value
  while (rest >= 128) {
    bytes.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  bytes.push(rest)
  return Uint8Array.from(bytes)
}

const LENGTH_DELIMITED = 2

export const bytesField = (field: number, value: Uint8Array): Uint8Array =>
  Buffer.concat([varint(field * 8 + LENGTH_DELIMITED), varint(value.byteLength), value])

export const textField = (field: number, value: string): Uint8Array =>
  bytesField(field, Buffer.from(value, 'utf8'))
