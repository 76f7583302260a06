import { mkdtempSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { openXConnection } from '../../../../electron/main/platform/x11/connection.ts'
import { idIn } from '../../../../electron/main/platform/x11/wire.ts'

const NOBODY = { name: '', data: Buffer.alloc(0) }
const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

/** Its answer to whoever wants in, with one screen whose root window is 0x1234, in two pieces. */
const letIn = (socket: Socket): void => {
  const vendor = Buffer.from('Nobody X')
  const body = Buffer.alloc(32 + vendor.length + 8 + 40)
  body.writeUInt16LE(vendor.length, 16)
  body.writeUInt8(1, 20)
  body.writeUInt8(1, 21)
  vendor.copy(body, 32)
  body.writeUInt32LE(0x1234, 32 + vendor.length + 8)
  const head = Buffer.alloc(8)
  head.writeUInt8(1, 0)
  head.writeUInt16LE(body.length / 4, 6)
  socket.write(head)
  setImmediate(() => socket.write(body))
}

const serve = async (onRequest: (socket: Socket, request: Buffer, count: number) => void) => {
  const path = join(mkdtempSync(join(tmpdir(), 'warbler-x-')), 'X0')
  let count = -1
  const server = createServer((socket) => {
    closers.push(() => socket.destroy())
    socket.on('data', (bytes) => {
      count += 1
      onRequest(socket, bytes, count)
    })
  })
  closers.push(() => server.close())
  await new Promise<void>((listening) => server.listen(path, listening))
  return path
}

const events = () => {
  const seen: Buffer[] = []
  let ends = 0
  return {
    seen,
    ends: () => ends,
    listener: { onEvent: (event: Buffer) => seen.push(event), onEnd: () => (ends += 1) },
  }
}

const message = (kind: number, sequence: number, id = 0): Buffer => {
  const bytes = Buffer.alloc(32)
  bytes.writeUInt8(kind, 0)
  bytes.writeUInt16LE(sequence, 2)
  bytes.writeUInt32LE(kind === 1 ? 0 : id, 4)
  bytes.writeUInt32LE(id, 8)
  return bytes
}

it('is let in, asks, and is told of events between the answers', async () => {
  const { seen, listener } = events()
  const path = await serve((socket, _request, count) => {
    if (count === 0) letIn(socket)
    else socket.write(Buffer.concat([message(28, count), message(1, count, 42)]))
  })
  const connection = await openXConnection(path, NOBODY, listener)
  expect(connection?.root).toBe(0x1234)
  const reply = await connection?.ask({ type: 'selection-owner', selection: 5 })
  expect(reply == null ? null : idIn(reply)).toBe(42)
  expect(seen).toHaveLength(1)
  connection?.close()
})

it('answers by null what the server refuses, and what it never got to', async () => {
  const { listener, ends } = events()
  const path = await serve((socket, _request, count) => {
    if (count === 0) letIn(socket)
    else if (count === 1) socket.write(message(0, 1))
    else socket.destroy()
  })
  const connection = await openXConnection(path, NOBODY, listener)
  expect(await connection?.ask({ type: 'geometry', window: 9 })).toBeNull()
  expect(await connection?.ask({ type: 'geometry', window: 9 })).toBeNull()
  expect(ends()).toBe(1)
  expect(await connection?.ask({ type: 'geometry', window: 9 })).toBeNull()
})

it('is none where there is no server, or it lets nobody in', async () => {
  const { listener } = events()
  expect(await openXConnection('/nowhere/X0', NOBODY, listener)).toBeNull()
  const path = await serve((socket) => socket.write(Buffer.from([0, 0, 11, 0, 0, 0, 0, 0])))
  expect(await openXConnection(path, NOBODY, listener)).toBeNull()
})
