/** Where an X server of this machine is, and what it asks to be told. Pure. */

interface XAddress {
  /** Number of the display, as in `:0`. */
  readonly display: number
  readonly screen: number
}

/** Null for a display of another machine, and for what names none. */
export const xAddress = (display: string | undefined): XAddress | null => {
  const match = /^(?:unix)?:(\d+)(?:\.(\d+))?$/.exec(display ?? '')
  if (match === null) return null
  return { display: Number(match[1]), screen: Number(match[2] ?? 0) }
}

export interface XAuthorization {
  readonly name: string
  readonly data: Buffer
}

const NONE: XAuthorization = { name: '', data: Buffer.alloc(0) }
const COOKIE = 'MIT-MAGIC-COOKIE-1'
/** Families of entries in the file: a host by its name, and any host (`man Xau`). */
const LOCAL = 256
const WILD = 65535

/**
 * What an authority file (`~/.Xauthority`) holds for a display of this machine; nothing where it holds
 * nothing, or cannot be read.
 */
export const authorizationIn = (
  file: Buffer,
  display: number,
  hostName: string,
): XAuthorization => {
  let at = 0
  const field = (): Buffer => {
    const length = file.readUInt16BE(at)
    const bytes = file.subarray(at + 2, at + 2 + length)
    at += 2 + length
    if (at > file.length) throw new RangeError('the file ends in the middle of an entry')
    return bytes
  }
  try {
    while (at < file.length) {
      const family = file.readUInt16BE(at)
      at += 2
      const [address, number, name, data] = [field(), field().toString(), field(), field()]
      const isHere = family === WILD || (family === LOCAL && address.toString() === hostName)
      const isThis = number === '' || number === String(display)
      if (isHere && isThis && name.toString() === COOKIE) return { name: COOKIE, data }
    }
  } catch {
    // Half a file is one that is being written, or none: the server says whether it lets us in.
  }
  return NONE
}
