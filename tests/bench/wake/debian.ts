import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheFolder } from '../../../electron/launch/cache-folder.mjs'
import { runProgram } from '../../support/child-process.ts'

/**
 * The files of a Debian package, unpacked in the cache and not installed.
 * @returns the folder with its `usr`
 * @throws where there is no apt-get, no dpkg-deb or no such package
 */
export const debianPackage = async (name: string): Promise<string> => {
  const folder = join(cacheFolder(), 'bench', 'debian', name)
  if (existsSync(folder)) return folder
  const unfinished = `${folder}.${process.pid}`
  await mkdir(unfinished, { recursive: true })
  try {
    await runProgram('sh', ['-c', 'cd "$1" && apt-get download "$2"', 'sh', unfinished, name])
    const archive = (await readdir(unfinished)).find((file) => file.endsWith('.deb'))
    if (archive === undefined) throw new Error(`apt-get has not fetched ${name}`)
    await runProgram('dpkg-deb', ['--extract', join(unfinished, archive), unfinished])
    await rm(join(unfinished, archive))
    await rename(unfinished, folder)
    return folder
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    throw error
  }
}
