/** A zip whose members are stored as they are, as PyTorch writes its checkpoints. */

const END_OF_DIRECTORY = 0x06_05_4b_50
const END_BYTES = 22
const DIRECTORY_ENTRY_BYTES = 46
const LOCAL_HEADER_BYTES = 30
const STORED = 0

/**
 * The members of the archive by name; views of its bytes, nothing is copied.
 * @throws RangeError where the bytes are no such archive, or one of its members is compressed
 */
export const storedMembers = (zip: Buffer): ReadonlyMap<string, Buffer> => {
  let end = zip.length - END_BYTES
  while (zip.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1
  const count = zip.readUInt16LE(end + 10)
  let at = zip.readUInt32LE(end + 16)
  const members = new Map<string, Buffer>()
  for (let member = 0; member < count; member += 1) {
    const nameBytes = zip.readUInt16LE(at + 28)
    const name = zip.toString(
      'utf8',
      at + DIRECTORY_ENTRY_BYTES,
      at + DIRECTORY_ENTRY_BYTES + nameBytes,
    )
    if (zip.readUInt16LE(at + 10) !== STORED) throw new RangeError(`${name} is compressed`)
    const size = zip.readUInt32LE(at + 20)
    const local = zip.readUInt32LE(at + 42)
    const from =
      local + LOCAL_HEADER_BYTES + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    members.set(name, zip.subarray(from, from + size))
    at += DIRECTORY_ENTRY_BYTES + nameBytes + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return members
}
