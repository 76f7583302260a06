import { app, session, shell, type BrowserWindow } from 'electron'
import { cpus, freemem, homedir, release, totalmem } from 'node:os'
import { join } from 'node:path'
import type { SoundDevices } from '../../contracts/devices.ts'
import { succeed, type Result } from '../../contracts/errors.ts'
import type { Catalogue } from '../../contracts/models.ts'
import type { AppSnapshot } from '../../contracts/snapshot.ts'
import type { KeptPartId, KeptView, SavedFile } from '../../contracts/trust.ts'
import type { Messages } from '../messages.ts'
import { displaySession } from '../platform/open-display-session.ts'
import type { Storage } from '../storage/open-storage.ts'
import { unwritable } from '../storage/write-whole.ts'
import { chooseTarget } from '../windows/file-dialogs.ts'
import { createAbout, type About } from './about.ts'
import type { AppLog } from './app-log.ts'
import { deleteEverything, type DeleteParts } from './delete-everything.ts'
import { diagnosticsFiles } from './diagnostics.ts'
import { exportedFiles } from './export-everything.ts'
import { keptParts, pathsOf } from './kept-files.ts'
import { statusOf } from './status.ts'
import { writeZip, type ZipFile } from './write-zip.ts'
import packageJson from '../../../package.json' with { type: 'json' }

interface TrustParts extends Omit<
  DeleteParts,
  'eraseTranscript' | 'clearPages' | 'changeSettings' | 'unsaved'
> {
  readonly changeSettings: DeleteParts['changeSettings']
  readonly storage: Storage
  readonly modelsFolder: string
  readonly catalogue: Catalogue
  readonly messages: Messages
  readonly snapshot: () => AppSnapshot
  readonly log: AppLog
  /** In front of which a dialog stands. */
  readonly window: () => BrowserWindow | undefined
}

export interface Trust {
  readonly about: About
  readonly kept: () => KeptView
  readonly show: (part: KeptPartId) => void
  readonly exportEverything: () => Promise<Result<SavedFile>>
  readonly saveDiagnostics: () => Promise<Result<SavedFile>>
  readonly deleteEverything: () => Result<null>
  readonly devicesChanged: (devices: SoundDevices) => void
}

/** Of the latest exchanges: enough to see what is usual here. */
const LATEST_TURNS = 100

const SYSTEMS: Readonly<Record<string, string>> = {
  linux: 'Linux',
  darwin: 'macOS',
  win32: 'Windows',
}

const tilde = (path: string): string => {
  const home = homedir()
  return path === home || path.startsWith(join(home, '/')) ? `~${path.slice(home.length)}` : path
}

/** What a person is told of what is kept of them, and what they can do with it; with the system's dialogs. */
export const openTrust = (parts: TrustParts): Trust => {
  const { profile, storage, messages } = parts
  let devices: Readonly<Record<string, number>> = {}
  const system = SYSTEMS[process.platform] ?? process.platform
  const about = createAbout({
    file: join(import.meta.dirname, 'about.json'),
    version: packageJson.version,
    versions: process.versions,
    system: `${system} ${release()} (${process.arch})`,
    catalogue: parts.catalogue,
  })

  /** Asks for a place and writes there; null: the person thought better of it. */
  const save = async (
    name: string,
    files: () => Promise<readonly ZipFile[]>,
  ): Promise<Result<SavedFile>> => {
    const file = await chooseTarget(
      {
        window: parts.window(),
        title: messages.text(`trust.${name}.title`),
        kind: { name: messages.text('trust.zip'), extension: 'zip' },
      },
      `warbler-${name}-${new Date().toISOString().slice(0, 10)}.zip`,
    )
    if (file === null) return succeed({ file: null })
    try {
      await writeZip(file, await files())
      return succeed({ file: tilde(file) })
    } catch (thrown) {
      return { ok: false, error: unwritable(thrown, file) }
    }
  }

  const latestTurns = async () => {
    const found = await storage.turnLog.newest(LATEST_TURNS)
    return found.ok ? found.value : []
  }

  return {
    about,
    kept: () => ({
      folder: tilde(profile),
      modelsFolder: tilde(parts.modelsFolder),
      parts: keptParts(profile, parts.modelsFolder),
    }),
    show: (part) => {
      const [first] = part === 'models' ? [parts.modelsFolder] : pathsOf(profile, part)
      if (first === undefined) void shell.openPath(profile)
      else shell.showItemInFolder(first)
    },
    exportEverything: () =>
      save('export', () =>
        exportedFiles({
          profile,
          store: storage.transcripts,
          settings: storage.settings.get(),
          note: messages.text('trust.export.note'),
          nowMs: Date.now(),
        }),
      ),
    saveDiagnostics: () =>
      save('diagnostics', async () =>
        diagnosticsFiles({
          about: about.view(),
          system: {
            platform: process.platform,
            release: release(),
            arch: process.arch,
            processor: cpus()[0]?.model ?? '',
            cores: cpus().length,
            memoryMb: Math.round(totalmem() / 2 ** 20),
            freeMemoryMb: Math.round(freemem() / 2 ** 20),
            upSeconds: Math.round(process.uptime()),
            isPackaged: app.isPackaged,
            display: displaySession(),
          },
          settings: storage.settings.get(),
          speeds: parts.snapshot().speeds,
          turns: await latestTurns(),
          devices,
          status: statusOf(parts.snapshot()),
          logs: parts.log.files,
          knownModels: new Set(parts.catalogue.models.map(({ id }) => id)),
        }),
      ),
    deleteEverything: () =>
      deleteEverything({
        ...parts,
        eraseTranscript: () => storage.transcripts.eraseAll(),
        unsaved: () => storage.settings.unsaved,
        clearPages: () => void session.defaultSession.clearStorageData(),
      }),
    devicesChanged: ({ microphone, loudspeaker }) => {
      devices = {
        microphones: microphone.present.length,
        loudspeakers: loudspeaker.present.length,
      }
    },
  }
}
