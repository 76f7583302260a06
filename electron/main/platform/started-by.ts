import { resolve } from 'node:path'

/** What a developer's start had is not kept: whoever reaches such a port has the whole program. */
const OPEN_TO_DEBUGGERS = /^--(?:inspect|remote-debugging)/

/**
 * How this program was started, to be started so again: Electron with its switches and the app's folder, or
 * the packaged app; with its profile.
 * @param profile null: the usual one.
 */
export const startedBy = (
  start: {
    readonly execPath: string
    readonly argv: readonly string[]
    readonly packaged: boolean
  },
  profile: string | null,
): readonly [string, ...string[]] => {
  const { execPath, argv, packaged } = start
  const folder = argv.findIndex((argument, at) => at > 0 && !argument.startsWith('-'))
  const ours = packaged || folder < 0 ? [] : argv.slice(1, folder + 1)
  const electron = ours
    .map((argument, at) => (at === ours.length - 1 ? resolve(argument) : argument))
    .filter((argument) => !OPEN_TO_DEBUGGERS.test(argument))
  return [execPath, ...electron, ...(profile === null ? [] : ['--profile', resolve(profile)])]
}
