/** Lowering what other programs play, and giving back exactly what was taken. */

/** A stream of sound that some program plays. Volumes are the sound server's numbers, per channel. */
export interface OtherStream {
  readonly index: number
  readonly pid: string
  /** By which the sound server remembers the volume for the next stream of its kind; empty: it does not. */
  readonly kind: string
  /** What it is for, such as `phone`; empty: nobody says. */
  readonly role: string
  readonly volumes: readonly number[]
  readonly isMuted: boolean
}

/** A stream that was lowered. */
export interface DuckedStream {
  readonly index: number
  readonly pid: string
  readonly kind: string
  readonly before: readonly number[]
  readonly ducked: readonly number[]
}

/** PulseAudio's scale is cubic: 0.4 of it is 24 dB less, music behind a voice. */
const SHARE = 0.4

/** A call is a conversation of its own; what blinks and beeps is over before anybody notices. */
const LEFT_ALONE: ReadonlySet<string> = new Set(['phone', 'event', 'a11y'])

const isSame = (one: readonly number[], other: readonly number[]): boolean =>
  one.length === other.length && one.every((value, channel) => value === other[channel])

/** Those that are to be lowered now: of others, audible, and not lowered already. */
export const toDuck = (
  streams: readonly OtherStream[],
  ownPids: ReadonlySet<string>,
  already: readonly DuckedStream[],
): readonly DuckedStream[] =>
  streams
    .filter(
      ({ index, pid, role, volumes, isMuted }) =>
        !isMuted &&
        !ownPids.has(pid) &&
        !LEFT_ALONE.has(role) &&
        volumes.some((volume) => volume > 0) &&
        !already.some((one) => one.index === index && one.pid === pid),
    )
    .map(({ index, pid, kind, volumes }) => ({
      index,
      pid,
      kind,
      before: volumes,
      ducked: volumes.map((volume) => Math.round(volume * SHARE)),
    }))

interface Restoration {
  readonly restore: readonly { readonly index: number; readonly volumes: readonly number[] }[]
  /** Nothing of them is there now; the sound server may give the next of their kind the low volume. */
  readonly left: readonly DuckedStream[]
}

/**
 * What gives back what was lowered. One whose volume is another by now was changed by somebody, and stays
 * so. One that is gone is looked for by its kind: the sound server remembers the low volume for it.
 */
export const toRestore = (
  streams: readonly OtherStream[],
  ducked: readonly DuckedStream[],
): Restoration => {
  const restore: { index: number; volumes: readonly number[] }[] = []
  const left: DuckedStream[] = []
  for (const one of ducked) {
    const own = streams.find(({ index, pid }) => index === one.index && pid === one.pid)
    const next = streams.filter(({ kind }) => kind !== '' && kind === one.kind)
    const found = own === undefined ? next : [own]
    if (found.length === 0 && one.kind !== '') left.push(one)
    for (const { index, volumes } of found) {
      if (isSame(volumes, one.ducked)) restore.push({ index, volumes: one.before })
    }
  }
  return { restore, left }
}
