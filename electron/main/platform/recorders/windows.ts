import type { Clock } from '../../workers/clock.ts'
import type { OtherRecorders, RunToEnd } from './other-recorders.ts'

/**
 * Who uses the microphone on Windows: since Windows 10 1903 the consent store in the registry keeps, for
 * each application, when it last began and stopped.
 * https://learn.microsoft.com/windows/privacy
 */
const CONSENT_STORE =
  'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\CapabilityAccessManager\\ConsentStore\\microphone'

/**
 * The application that has begun and not stopped, out of `reg query ... /s`; null: none.
 * @param ownPath the path of our own executable
 */
export const recorderInStore = (answer: string, ownPath: string): string | null => {
  const own = ownPath.replaceAll('\\', '#').toLowerCase()
  let key = ''
  let started = false
  const using: string[] = []
  for (const line of answer.split(/\r?\n/)) {
    if (line.startsWith('HKEY_')) {
      key = line.slice(line.lastIndexOf('\\') + 1).trim()
      started = false
      continue
    }
    const [, name, value] =
      /^\s+(LastUsedTimeSt(?:art|op))\s+REG_QWORD\s+0x([0-9a-f]+)/i.exec(line) ?? []
    if (name === 'LastUsedTimeStart') started = !/^0+$/.test(value ?? '0')
    if (name === 'LastUsedTimeStop' && started && /^0+$/.test(value ?? '')) using.push(key)
  }
  const other = using.find((name) => name.toLowerCase() !== own)
  return other === undefined ? null : nameOf(other)
}

/** `C:#Program Files#Zoom#bin#Zoom.exe`, `Microsoft.SkypeApp_kzf8qxf38zg5c`. */
const nameOf = (key: string): string =>
  key
    .slice(key.lastIndexOf('#') + 1)
    .replace(/\.exe$/i, '')
    .replace(/_[a-z0-9]{13}$/, '')

/** Nothing tells of a change without native code; one query takes some 20 ms. */
const EVERY_MS = 3000

export const watchConsentStore = (parts: {
  readonly run: RunToEnd
  readonly clock: Clock
  readonly ownPath: string
  readonly onChange: () => void
}): OtherRecorders => {
  const { run, clock, ownPath, onChange } = parts
  let told: boolean | null = null
  let recordedBy: string | null = null
  let disposed = false
  let cancel: () => void = () => undefined
  const look = async (): Promise<void> => {
    const answer = await run('reg', ['query', CONSENT_STORE, '/s']).catch(() => null)
    if (disposed) return
    const by = answer === null ? null : recorderInStore(answer, ownPath)
    const changed = by !== recordedBy || told !== (answer !== null)
    told = answer !== null
    recordedBy = by
    if (changed) onChange()
    cancel = clock.setTimer(EVERY_MS, () => void look())
  }
  void look()
  return {
    isTold: () => told,
    recordedBy: () => recordedBy,
    dispose: () => {
      disposed = true
      cancel()
    },
  }
}
