/**
 * The few opcodes of Python's pickle (protocol 2) that a PyTorch state dict is written in. What they
 * build are plain values: nothing is looked up and nothing is run.
 */

export type Pickled =
  | null
  | boolean
  | number
  | string
  | readonly Pickled[]
  | ReadonlyMap<Pickled, Pickled>
  | { readonly global: string }
  | { readonly storage: Pickled }
  | { readonly tensor: Pickled }

const MARK = Symbol('mark')
type Item = Pickled | typeof MARK

/** @throws RangeError for whatever a state dict does not hold */
export const unpickle = (bytes: Buffer): Pickled => {
  const stack: Item[] = []
  const memo = new Map<number, Item>()
  let at = 0
  const pop = (): Pickled => {
    const value = stack.pop()
    if (value === undefined || value === MARK) throw new RangeError(`nothing to take at ${at}`)
    return value
  }
  const popMarked = (): readonly Pickled[] => {
    const from = stack.lastIndexOf(MARK)
    if (from < 0) throw new RangeError(`no mark before ${at}`)
    const values = stack.splice(from).slice(1)
    return values.filter((value) => value !== MARK)
  }
  const line = (): string => {
    const end = bytes.indexOf(10, at)
    const text = bytes.toString('utf8', at, end)
    at = end + 1
    return text
  }
  const take = (length: number): number => {
    at += length
    return at - length
  }
  const recall = (key: number): void => {
    const value = memo.get(key)
    if (value === undefined) throw new RangeError(`nothing remembered as ${key}`)
    stack.push(value)
  }
  const remember = (key: number): void => {
    const value = stack.at(-1)
    if (value !== undefined) memo.set(key, value)
  }
  const dictionary = (): Map<Pickled, Pickled> => {
    const top = stack.at(-1)
    if (!(top instanceof Map)) throw new RangeError(`no dictionary at ${at}`)
    return top
  }
  for (;;) {
    const opcode = bytes[take(1)]
    switch (opcode) {
      case 0x80: // PROTO
        take(1)
        break
      case 0x7d: // EMPTY_DICT
        stack.push(new Map())
        break
      case 0x5d: // EMPTY_LIST
      case 0x29: // EMPTY_TUPLE
        stack.push([])
        break
      case 0x28: // MARK
        stack.push(MARK)
        break
      case 0x71: // BINPUT
        remember(bytes.readUInt8(take(1)))
        break
      case 0x72: // LONG_BINPUT
        remember(bytes.readUInt32LE(take(4)))
        break
      case 0x68: // BINGET
        recall(bytes.readUInt8(take(1)))
        break
      case 0x6a: // LONG_BINGET
        recall(bytes.readUInt32LE(take(4)))
        break
      case 0x58: {
        // BINUNICODE
        const length = bytes.readUInt32LE(take(4))
        const from = take(length)
        stack.push(bytes.toString('utf8', from, from + length))
        break
      }
      case 0x4b: // BININT1
        stack.push(bytes.readUInt8(take(1)))
        break
      case 0x4d: // BININT2
        stack.push(bytes.readUInt16LE(take(2)))
        break
      case 0x4a: // BININT
        stack.push(bytes.readInt32LE(take(4)))
        break
      case 0x8a: {
        // LONG1
        const length = bytes.readUInt8(take(1))
        stack.push(length === 0 ? 0 : bytes.readUIntLE(take(length), length))
        break
      }
      case 0x88: // NEWTRUE
        stack.push(true)
        break
      case 0x89: // NEWFALSE
        stack.push(false)
        break
      case 0x4e: // NONE
        stack.push(null)
        break
      case 0x63: // GLOBAL
        stack.push({ global: `${line()}.${line()}` })
        break
      case 0x74: // TUPLE
        stack.push(popMarked())
        break
      case 0x85: // TUPLE1
        stack.push([pop()])
        break
      case 0x86: // TUPLE2
        stack.push(inOrder([pop(), pop()]))
        break
      case 0x87: // TUPLE3
        stack.push(inOrder([pop(), pop(), pop()]))
        break
      case 0x51: // BINPERSID
        stack.push({ storage: pop() })
        break
      case 0x52: {
        // REDUCE
        const given = pop()
        stack.push(made(pop(), given))
        break
      }
      case 0x73: {
        // SETITEM
        const value = pop()
        const key = pop()
        dictionary().set(key, value)
        break
      }
      case 0x75: {
        // SETITEMS
        const items = popMarked()
        for (let item = 0; item < items.length; item += 2) {
          dictionary().set(items[item] ?? null, items[item + 1] ?? null)
        }
        break
      }
      case 0x62: // BUILD: what an OrderedDict knows beside its items
        pop()
        break
      case 0x2e: // STOP
        return pop()
      default:
        throw new RangeError(`opcode ${String(opcode)} at ${at - 1}`)
    }
  }
}

/** What was taken off the stack, last first, as it was put there. */
const inOrder = (taken: readonly Pickled[]): readonly Pickled[] => taken.toReversed()

const made = (callable: Pickled, given: Pickled): Pickled => {
  const name = isGlobal(callable) ? callable.global : 'what is no function'
  switch (name) {
    case 'collections.OrderedDict':
      return new Map<Pickled, Pickled>()
    case 'torch._utils._rebuild_tensor_v2':
      return { tensor: given }
    default:
      throw new RangeError(`${name} is called`)
  }
}

export const isGlobal = (value: Pickled): value is { readonly global: string } =>
  typeof value === 'object' && value !== null && 'global' in value
