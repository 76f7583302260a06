import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { errorBody, type ApiError } from './api-errors.ts'

/** What stands in the request that opens a socket, and how it is refused. */

const KEY_PROTOCOL = 'openai-insecure-api-key.'

const protocolsOf = (request: IncomingMessage): readonly string[] =>
  (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())

/** The key, from `Authorization`, Azure's `api-key` or the subprotocol of browsers; null without one. */
export const keyOfUpgrade = (request: IncomingMessage): string | null => {
  const { authorization, 'api-key': azure } = request.headers
  const bearer = /^Bearer (.+)$/.exec(authorization ?? '')?.[1]
  const inProtocol = protocolsOf(request).find((name) => name.startsWith(KEY_PROTOCOL))
  return (
    bearer ??
    (typeof azure === 'string' ? azure : null) ??
    inProtocol?.slice(KEY_PROTOCOL.length) ??
    null
  )
}

/** Answers an upgrade with an error in place of a socket. */
export const rejectUpgrade = (socket: Duplex, error: ApiError): void => {
  const body = JSON.stringify(errorBody(error))
  const headers = {
    ...error.headers,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${error.status} Refused\r\n${head.join('')}\r\n${body}`)
}
