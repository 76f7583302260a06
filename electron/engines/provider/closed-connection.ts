/**
 * A connection that is kept for the next request may be closed by the server just when that is sent, and
 * nothing is wrong with either. llama.cpp's server does so behind every streamed answer (4 of 153
 * questions in a row met it), others after a few idle seconds. As a failure of the provider it cost
 * 0.7 s, behind which the line asks again, or gave the turn to the next engine.
 */

/** What undici says of the socket that failed. */
const hasAnsweredBefore = (error: unknown): boolean => {
  const cause = error instanceof Error ? error.cause : undefined
  if (!(cause instanceof Error) || !('code' in cause) || cause.code !== 'UND_ERR_SOCKET')
    return false
  const socket: unknown = 'socket' in cause ? cause.socket : undefined
  if (typeof socket !== 'object' || socket === null || !('bytesRead' in socket)) return false
  // This request has no answer: what was read there answered an earlier one.
  return typeof socket.bytesRead === 'number' && socket.bytesRead > 0
}

/**
 * `fetch`, which asks once more, over another connection, where the one it took had served before and
 * was closed without an answer. A new one that is closed is a failure as ever. Bodies must be such as
 * can be sent twice: no streams.
 */
export const fetchDespiteClosing: typeof globalThis.fetch = async (input, init) => {
  try {
    return await fetch(input, init)
  } catch (error) {
    if (init?.signal?.aborted === true || !hasAnsweredBefore(error)) throw error
    return fetch(input, init)
  }
}
