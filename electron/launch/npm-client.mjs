import { existsSync } from 'node:fs'
import path from 'node:path'

/**
 * @typedef {object} NpmCommand
 * @property {string} command
 * @property {readonly string[]} args to be followed by npm's own arguments
 * @property {boolean} shell
 */

/**
 * npm waits 10 and then 60 seconds before it tries a host again; somebody who is offline should know
 * it sooner. Three tries are kept, for lines that break.
 */
export const PATIENCE = /** @type {const} */ ([
  '--fetch-retries=2',
  '--fetch-retry-mintimeout=2000',
  '--fetch-retry-maxtimeout=8000',
])

/**
 * The npm of this machine: the one that runs this script, else the one beside this Node, else the
 * one on the path. The first two need no shell, which on Windows is the only way to start `npm.cmd`.
 * @param {{ readonly env: Readonly<Record<string, string | undefined>>, readonly platform: NodeJS.Platform, readonly execPath: string, readonly exists?: (file: string) => boolean }} machine
 * @returns {NpmCommand}
 */
export function findNpm({ env, platform, execPath, exists = existsSync }) {
  const folder = path.dirname(execPath)
  const candidates = [
    // Other package managers set this too, to themselves.
    ...(/npm-cli\.c?js$/.test(env['npm_execpath'] ?? '') ? [env['npm_execpath'] ?? ''] : []),
    path.join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ]
  const script = candidates.find((file) => exists(file))
  if (script !== undefined) return { command: execPath, args: [script], shell: false }
  return platform === 'win32'
    ? { command: 'npm.cmd', args: [], shell: true }
    : { command: 'npm', args: [], shell: false }
}

/** What npm prints, and what a person does about it; the first that fits is taken. */
const REMEDIES = /** @type {const} */ ([
  [/ENOSPC|no space left/i, 'The disk is full. Free about 2 GB and try again.'],
  [
    /EUSAGE|in sync|package-lock\.json.*out of date/i,
    'package.json and package-lock.json differ. Run "npm install" once and commit the lock file.',
  ],
  [
    /EINTEGRITY|ERR_SSL|integrity checksum failed/i,
    'A download arrived damaged. Run "npm cache clean --force" and try again.',
  ],
  [
    /SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|CERT_/i,
    'The certificate of the package registry is not trusted here. Behind a company proxy, set\n"npm config set cafile <file>" to its certificate and try again.',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|network/i,
    'The package registry cannot be reached. Check the connection ("npm ping" must answer);\nbehind a proxy, set "npm config set proxy <url>" and "https-proxy" and try again.',
  ],
  [
    /E401|E403|ENEEDAUTH/i,
    'The package registry refuses. Check "npm config get registry" and its login.',
  ],
  [/E404|ETARGET/i, 'The registry does not have a package. Check "npm config get registry".'],
  [
    /EACCES|EPERM|EROFS/i,
    'Files could not be written. Check who owns this folder and npm\'s cache ("npm config get cache"),\nand close programs that use files in node_modules.',
  ],
])

/**
 * What npm said about its failure, without its help page and stack.
 * @param {string} output
 * @returns {string}
 */
export function npmComplaint(output) {
  const said = output
    .split(/\r?\n/)
    .map((line) => line.replace(/^npm (error|ERR!) ?/, '').trimEnd())
    .filter((line) => line !== '' && !/^\s+at /.test(line))
  const help = said.findIndex((line) => /^(Clean install a project|Usage:)/.test(line))
  const log = said.filter((line) => line.startsWith('A complete log'))
  return [...said.slice(0, help === -1 ? 8 : Math.min(help, 8)), ...log]
    .map((line) => `  ${line}`)
    .join('\n')
}

/**
 * What to do about a failed npm run.
 * @param {string} output what npm printed
 * @returns {string}
 */
export function npmRemedy(output) {
  const known = REMEDIES.find(([pattern]) => pattern.test(output))
  return known === undefined ? 'npm said the above. Run "npm ci" to see all of it.' : known[1]
}
