import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { runCaptured } from './processes.mjs'

/**
 * @typedef {object} SandboxDecision
 * @property {readonly string[]} args flags for Electron
 * @property {string | undefined} notice what to tell the person
 */

/**
 * Chromium's sandbox is given up only where the system cannot give it: on Linux as root, or where
 * neither user namespaces nor the setuid helper are to be had.
 * @param {{ readonly platform: NodeJS.Platform, readonly isRoot: boolean, readonly hasUserNamespaces: boolean, readonly hasSetuidHelper: boolean, readonly helper: string }} machine
 * @returns {SandboxDecision}
 */
export function decideSandbox({ platform, isRoot, hasUserNamespaces, hasSetuidHelper, helper }) {
  if (platform !== 'linux') return { args: [], notice: undefined }
  if (isRoot) {
    return { args: ['--no-sandbox'], notice: 'Running as root: Chromium has no sandbox here.' }
  }
  if (hasUserNamespaces || hasSetuidHelper) return { args: [], notice: undefined }
  return {
    args: ['--no-sandbox'],
    notice:
      'This system allows no unprivileged user namespaces: Chromium runs without its sandbox.\n' +
      `  To have it: sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`,
  }
}

/** @param {string} file */
function readFlag(file) {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return undefined
  }
}

async function hasUserNamespaces() {
  if (readFlag('/proc/sys/kernel/unprivileged_userns_clone') === '0') return false
  if (readFlag('/proc/sys/user/max_user_namespaces') === '0') return false
  // Ubuntu lets anybody make one, but takes away what Chromium needs inside.
  if (readFlag('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1') return false
  // A container's rules show only when it is tried; without the program it is taken to work.
  const { status } = await runCaptured('unshare', ['--user', 'true'])
  return status === 0 || status === 127
}

/**
 * @param {string} electron path of the executable
 * @returns {Promise<SandboxDecision>}
 */
export async function sandboxFor(electron) {
  const helper = path.join(path.dirname(electron), 'chrome-sandbox')
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0
  const helperState = existsSync(helper) ? statSync(helper) : undefined
  return decideSandbox({
    platform: process.platform,
    isRoot,
    hasUserNamespaces: process.platform !== 'linux' || isRoot || (await hasUserNamespaces()),
    hasSetuidHelper: helperState?.uid === 0 && (helperState.mode & 0o4000) !== 0,
    helper,
  })
}
