import ElectronStore from 'electron-store'
import { openStorage, type Storage } from './open-storage.ts'
import { beginRun, type ProfileRun } from './profile-record.ts'
import type { OpenJsonFile } from './settings-store.ts'
import packageJson from '../../../package.json' with { type: 'json' }

export interface Profile {
  /** Absolute. */
  readonly folder: string
  readonly storage: Storage
  readonly run: ProfileRun
}

/** Opens a profile for a run of the app. */
export const openProfile = (folder: string): Profile => {
  const openJson: OpenJsonFile = (options) => new ElectronStore(options)
  const run = beginRun(folder, openJson, packageJson.version)
  const depth = run.wasCutOff ? 'thorough' : 'quick'
  return { folder, storage: openStorage(folder, openJson, Date.now(), depth), run }
}
