/** Enough for a native module's last words and a stack; a worker that babbles fills no memory. */
const MAXIMUM_LINES = 40
const MAXIMUM_LINE_CHARACTERS = 400

interface OutputRing {
  readonly write: (piece: string) => void
  readonly text: () => string
}

/** Keeps the last lines of what is written, each cut to a bounded length. */
export const createOutputRing = (): OutputRing => {
  const lines: string[] = []
  let open = ''
  const keep = (line: string) => {
    lines.push(line.slice(0, MAXIMUM_LINE_CHARACTERS))
    if (lines.length > MAXIMUM_LINES) lines.shift()
  }
  return {
    write: (piece) => {
      const [first = '', ...rest] = piece.split('\n')
      open = (open + first).slice(0, MAXIMUM_LINE_CHARACTERS)
      for (const next of rest) {
        keep(open)
        open = next.slice(0, MAXIMUM_LINE_CHARACTERS)
      }
    },
    text: () => [...lines, ...(open === '' ? [] : [open])].join('\n'),
  }
}

/** Collects a worker's stdout and stderr; a stream that was not piped is none. */
export const collectOutput = (
  ...streams: readonly (NodeJS.ReadableStream | null)[]
): OutputRing => {
  const ring = createOutputRing()
  for (const stream of streams) {
    stream?.on('data', (piece: Buffer | string) => ring.write(piece.toString()))
  }
  return ring
}
