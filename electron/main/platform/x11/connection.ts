import { connect, type Socket } from 'node:net'
import { setupRequest, readSetup, request, type XRequest } from './wire.ts'
import type { XAuthorization } from './address.ts'

/**
 * A connection to an X server that asks and listens, and changes nothing there.
 *
 * Invariants:
 * 1. Every question is answered once, in the order of asking: by the reply, or by null where the server
 *    refuses it (a window that has gone) or the connection ends.
 * 2. Nothing is asked before the server has let us in.
 * 3. A server that does not let us in, or goes away, is told of once, and is not tried again.
 */
export interface XConnection {
  /** The root window of the screen. */
  readonly root: number
  /** Asks; null: refused, or the connection has ended. */
  readonly ask: (question: XRequest) => Promise<Buffer | null>
  /** For what is answered by nothing. */
  readonly tell: (order: XRequest) => void
  readonly close: () => void
}

interface XListener {
  /** An event of the server, 32 bytes. */
  readonly onEvent: (event: Buffer) => void
  readonly onEnd: () => void
}

/** A server answers within milliseconds; one that hangs is as good as none. */
const CONNECT_WITHIN_MS = 2000
const HEADER = 32
const ERROR = 0
const REPLY = 1

/** Null where there is no such server, or it does not let us in. */
export const openXConnection = async (
  path: string,
  authorization: XAuthorization,
  listener: XListener,
): Promise<XConnection | null> => {
  const socket = connect({ path })
  const root = await letIn(socket, authorization)
  if (root === null) {
    socket.destroy()
    return null
  }
  return serve(socket, root, listener)
}

const letIn = (socket: Socket, authorization: XAuthorization): Promise<number | null> =>
  new Promise((resolve) => {
    let received = Buffer.alloc(0)
    const end = (root: number | null): void => {
      socket.removeAllListeners()
      socket.setTimeout(0)
      resolve(root)
    }
    socket.setTimeout(CONNECT_WITHIN_MS, () => end(null))
    socket.on('error', () => end(null))
    socket.on('close', () => end(null))
    socket.on('connect', () => socket.write(setupRequest(authorization)))
    socket.on('data', (piece) => {
      received = Buffer.concat([received, piece])
      const setup = readSetup(received)
      // Behind it nothing comes by itself: nothing was asked yet.
      if (setup !== 'incomplete') end(setup?.root ?? null)
    })
  })

const serve = (socket: Socket, root: number, { onEvent, onEnd }: XListener): XConnection => {
  let received = Buffer.alloc(0)
  let sequence = 0
  let isOpen = true
  const waiting: { readonly sequence: number; readonly answer: (reply: Buffer | null) => void }[] =
    []

  const send = (order: XRequest): number => {
    sequence = (sequence + 1) & 0xffff
    socket.write(request(order))
    return sequence
  }
  const end = (): void => {
    if (!isOpen) return
    isOpen = false
    for (const { answer } of waiting.splice(0)) answer(null)
    socket.destroy()
    onEnd()
  }
  const take = (message: Buffer): void => {
    const kind = message.readUInt8(0)
    if (kind !== REPLY && kind !== ERROR) return onEvent(message)
    const at = waiting.findIndex((one) => one.sequence === message.readUInt16LE(2))
    // An order that was refused: its window has gone.
    if (at < 0) return
    for (const one of waiting.splice(0, at + 1)) {
      one.answer(kind === REPLY && one.sequence === message.readUInt16LE(2) ? message : null)
    }
  }
  socket.on('data', (piece) => {
    received = received.length === 0 ? piece : Buffer.concat([received, piece])
    while (received.length >= HEADER) {
      const length =
        received.readUInt8(0) === REPLY ? HEADER + received.readUInt32LE(4) * 4 : HEADER
      if (received.length < length) return
      const message = received.subarray(0, length)
      received = received.subarray(length)
      take(message)
    }
  })
  socket.on('error', end)
  socket.on('close', end)
  return {
    root,
    ask: (question) =>
      isOpen
        ? new Promise((answer) => waiting.push({ sequence: send(question), answer }))
        : Promise.resolve(null),
    tell: (order) => {
      if (isOpen) send(order)
    },
    close: () => {
      isOpen = false
      for (const { answer } of waiting.splice(0)) answer(null)
      socket.destroy()
    },
  }
}
