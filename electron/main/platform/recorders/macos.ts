import type { FollowLines, OtherRecorders } from './other-recorders.ts'

/**
 * Who uses the microphone on macOS: the control centre says in the system's log what its orange dot
 * stands for. It is no interface: where nothing of it can be read, this system does not tell. Only an
 * administrator may follow the log.
 */
const CHANGED = 'Active activity attributions changed to '
const LOG_OPTIONS: readonly string[] = [
  'stream',
  '--style',
  'ndjson',
  '--predicate',
  `subsystem == "com.apple.controlcenter" AND category == "sensor-indicators" AND eventMessage BEGINSWITH "${CHANGED}"`,
]

/** Helpers are told under the application's own bundle; run from its sources it is Electron's. */
const OWN_BUNDLE = /(?:^com\.github\.electron|warbler)/i

/**
 * The application of a line of the log: its bundle's last name; null: nobody; undefined: the line says
 * nothing of it.
 */
export const recorderInLine = (line: string): string | null | undefined => {
  const at = line.indexOf(CHANGED)
  if (at < 0) return undefined
  // In JSON the quotation marks of the list are escaped.
  const list = line.slice(at + CHANGED.length).replaceAll('\\"', '"')
  const bundles = [...list.matchAll(/"mic:([\w.-]+)"/g)].map(([, bundle]) => bundle ?? '')
  const other = bundles.find((bundle) => !OWN_BUNDLE.test(bundle))
  return other === undefined ? null : (other.split('.').at(-1) ?? other)
}

export const watchControlCentre = (parts: {
  readonly follow: FollowLines
  readonly onChange: () => void
}): OtherRecorders => {
  const { follow, onChange } = parts
  let told: boolean | null = null
  let recordedBy: string | null = null
  const set = (isTold: boolean, by: string | null) => {
    if (isTold === told && by === recordedBy) return
    told = isTold
    recordedBy = by
    onChange()
  }
  const stop = follow('/usr/bin/log', LOG_OPTIONS, {
    line: (line) => {
      const by = recorderInLine(line)
      if (by !== undefined) set(true, by)
    },
    end: () => set(false, null),
  })
  return { isTold: () => told, recordedBy: () => recordedBy, dispose: stop }
}
