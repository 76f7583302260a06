import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import { errorBody } from './api-errors.ts'
import { eventPart, type Answer, type AnswerPart } from './answer.ts'
import type { ProviderFault } from './provider-fault.ts'

const MALFORMED = Buffer.from('data: {"id":"chatcmpl-1","choices":[{"delta":{"content":"ha\n\n')

const COMMENT = Buffer.from(': PROCESSING\n\n')

const insertAfter = (
  parts: readonly AnswerPart[],
  contentParts: number,
  inserted: AnswerPart,
): readonly AnswerPart[] => {
  let seen = 0
  const at = parts.findIndex(({ role }) => role === 'content' && seen++ === contentParts)
  return at < 0 ? [...parts, inserted] : [...parts.slice(0, at), inserted, ...parts.slice(at)]
}

const upTo = (parts: readonly AnswerPart[], contentParts: number): readonly AnswerPart[] => {
  let seen = 0
  const at = parts.findIndex(({ role }) => role === 'content' && seen++ === contentParts)
  return at < 0 ? parts : parts.slice(0, at)
}

/** The fields that mean nothing are what the service itself adds to hide the length of an event. */
const inflated = (part: AnswerPart, bytes: number): AnswerPart => ({
  ...part,
  bytes: Buffer.from(
    part.bytes.toString('utf8').replace(/\}\n\n$/, `,"obfuscation":"${'x'.repeat(bytes)}"}\n\n`),
  ),
})

const withBytes = (parts: readonly AnswerPart[], change: (bytes: Buffer) => Buffer) =>
  parts.map((part) => ({ ...part, bytes: change(part.bytes) }))

/** The parts that a fault leaves, adds or changes. */
const faultyParts = (
  parts: readonly AnswerPart[],
  fault: ProviderFault | null,
): readonly AnswerPart[] => {
  switch (fault?.kind) {
    case 'empty':
      return []
    case 'no-finish':
      return parts.filter(({ role }) => role !== 'finish')
    case 'no-done':
      return parts.filter(({ role }) => role !== 'done')
    case 'early-end':
    case 'reset':
    case 'cut':
    case 'stall':
      return upTo(parts, fault.afterParts)
    case 'malformed-event':
      return insertAfter(parts, fault.afterParts, { role: 'content', bytes: MALFORMED })
    case 'error-event':
      return [...upTo(parts, fault.afterParts), eventPart('finish', errorBody(fault.error))]
    case 'crlf':
      return withBytes(parts, (bytes) =>
        Buffer.from(bytes.toString('utf8').replaceAll('\n', '\r\n')),
      )
    case 'comments':
      return withBytes(parts, (bytes) => Buffer.concat([COMMENT, bytes]))
    case 'huge-event': {
      const first = parts.find(({ role }) => role === 'content')
      return parts.map((part) => (part === first ? inflated(part, fault.bytes) : part))
    }
    default:
      return parts
  }
}

/** Where to cut a part in two so that the cut hurts: inside its first character of several bytes. */
const cutInside = (bytes: Buffer): number => {
  const inCharacter = bytes.findIndex((byte) => (byte & 0xc0) === 0x80)
  return inCharacter > 0 ? inCharacter : 1
}

const piecesOf = (bytes: Buffer, fault: ProviderFault | null): readonly Buffer[] => {
  switch (fault?.kind) {
    case 'one-byte-chunks':
      return Array.from(bytes, (byte) => Buffer.of(byte))
    case 'split-characters': {
      const at = cutInside(bytes)
      return [bytes.subarray(0, at), bytes.subarray(at)]
    }
    default:
      return [bytes]
  }
}

const write = async (response: ServerResponse, bytes: Buffer): Promise<void> => {
  if (response.write(bytes)) {
    // A turn of the loop between two writes: they leave as two.
    await nextTurn()
    return
  }
  const over = new AbortController()
  const { signal } = over
  try {
    await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })])
  } finally {
    over.abort()
  }
}

/** Sends an answer with the fault at its place; done when the last byte is written or nothing more comes. */
export const sendAnswer = async (
  response: ServerResponse,
  answer: Answer,
  fault: ProviderFault | null,
  onContent: () => void,
): Promise<void> => {
  if (fault?.kind === 'no-first-byte') return
  if (fault?.kind === 'reset' && fault.afterParts === 0) {
    response.socket?.resetAndDestroy()
    return
  }
  if (fault?.kind === 'late') await wait(fault.delayMs)
  response.writeHead(answer.status, answer.headers)
  response.flushHeaders()
  const waitMs = fault?.kind === 'slow' || fault?.kind === 'instead' ? fault.delayMs : undefined
  for (const { role, bytes } of faultyParts(answer.parts, fault)) {
    if (waitMs !== undefined) await wait(waitMs)
    for (const piece of piecesOf(bytes, fault)) {
      if (response.destroyed) return
      if (role === 'content') onContent()
      await write(response, piece)
    }
  }
  if (fault?.kind === 'instead' && fault.repeats === true) {
    const last = answer.parts.at(-1)?.bytes ?? Buffer.alloc(0)
    while (!response.destroyed) {
      if (waitMs !== undefined) await wait(waitMs)
      await write(response, last)
    }
  }
  if (fault?.kind === 'stall') return
  if (fault?.kind === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  if (fault?.kind === 'cut') {
    response.socket?.destroy()
    return
  }
  response.end()
}
