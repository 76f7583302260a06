import ElectronStore from 'electron-store'
import { openStorage, type Storage } from './open-storage.ts'
import { beginRun, type ProfileRun } from './profile-record.ts'
import type { OpenJsonFile } from './settings-store.ts'

export interface Profile {
  /** Absolute. */
  readonly folder: string
  readonly storage: Storage
  readonly run: ProfileRun
}

/**
 * Opens a profile for a run of the app.
 * @param own the version of this Warbler.
 */
export const openProfile = (folder: string, own: string): Profile => {
  const openJson: OpenJsonFile = (options) => new ElectronStore(options)
  const run = beginRun(folder, openJson, own)
  const depth = run.wasCutOff ? 'thorough' : 'quick'
  return { folder, storage: openStorage(folder, openJson, Date.now(), depth), run }
}
