import type { App } from 'electron'
import { execFile } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { CodedError } from '../../contracts/errors.ts'
import { LINK_SCHEME } from '../../core/actions/links.ts'
import { desktopEntry, execLine } from './desktop-entry.ts'
import { startedBy } from './started-by.ts'

/** Which program the system opens `warbler://` links with. */

export interface LinkHandlerParts {
  readonly app: Pick<App, 'setAsDefaultProtocolClient' | 'removeAsDefaultProtocolClient'>
  readonly platform: NodeJS.Platform
  /** This program, and what it is started with in front of a link. */
  readonly command: readonly [program: string, ...args: string[]]
  /** Folder of the person's desktop entries (Linux). */
  readonly entries: string
  readonly run: (program: string, args: readonly string[]) => void
}

const ENTRY = 'warbler-links.desktop'

export const linkEntry = (command: readonly string[]): string =>
  desktopEntry({
    Name: 'Warbler',
    Exec: `${execLine(command)} %u`,
    Terminal: 'false',
    NoDisplay: 'true',
    MimeType: `x-scheme-handler/${LINK_SCHEME};`,
  })

/**
 * Registers this Warbler for its links, or takes that back: only on the person's wish, because a clone that
 * was tried once would leave its traces in the system. Where the system refuses, links stay with whoever
 * had them, and nothing else is lost.
 */
export const handleLinks = (on: boolean, parts: LinkHandlerParts): void => {
  const { app, platform, command, entries, run } = parts
  const [program, ...args] = command
  if (platform !== 'linux') {
    if (on) app.setAsDefaultProtocolClient(LINK_SCHEME, program, args)
    else app.removeAsDefaultProtocolClient(LINK_SCHEME, program, args)
    return
  }
  const path = join(entries, ENTRY)
  if (!on) return rmSync(path, { force: true })
  mkdirSync(entries, { recursive: true })
  writeFileSync(path, linkEntry(command))
  run('xdg-mime', ['default', ENTRY, `x-scheme-handler/${LINK_SCHEME}`])
}

/**
 * With the real system.
 * @param profile null: the usual one.
 */
export const openLinkHandler =
  (
    app: LinkHandlerParts['app'] & Pick<App, 'isPackaged'>,
    profile: string | null,
    onFailure: (error: CodedError) => void,
  ): ((on: boolean) => void) =>
  (on) => {
    const entries = join(
      process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local/share'),
      'applications',
    )
    const { execPath, argv, platform } = process
    try {
      handleLinks(on, {
        app,
        platform,
        // Behind the mark nothing is a switch, whatever a link holds.
        command: [...startedBy({ execPath, argv, packaged: app.isPackaged }, profile), '--'],
        entries,
        // Where there is no such program the desktop finds the entry by itself.
        run: (program, args) => void execFile(program, [...args], () => undefined),
      })
    } catch (thrown) {
      onFailure({ code: 'output.unwritable', detail: String(thrown), params: { file: entries } })
    }
  }
