// Everything here is old syntax on purpose: this file must be understood by the Node versions that
// it turns away.

/** The oldest Node that the toolchain takes; package.json `engines` says the same. */
export const OLDEST_NODE = '20.19.0'

/**
 * Says why this Node cannot be used, or nothing when it can.
 * @param {string} version such as `20.20.2`
 * @returns {string | undefined}
 */
export function refusalOfNode(version) {
  const have = version.split('.').map(Number)
  const need = OLDEST_NODE.split('.').map(Number)
  for (let part = 0; part < need.length; part += 1) {
    const difference = (have[part] || 0) - (need[part] || 0)
    if (difference > 0) return undefined
    if (difference < 0) {
      return (
        'Warbler needs Node ' +
        OLDEST_NODE +
        ' or newer; this is Node ' +
        version +
        '.\n  Install a current Node (version 22 or 24, with npm), open a new terminal and try again.'
      )
    }
  }
  return undefined
}

/**
 * Runs `main` on a Node that is new enough; otherwise says what is needed and sets exit status 1.
 * `main` imports the rest itself, because static imports would be parsed before this check.
 * @param {() => Promise<number>} main resolves to the exit status
 */
export async function runOnSupportedNode(main) {
  const refusal = refusalOfNode(process.versions.node)
  if (refusal !== undefined) {
    process.stderr.write(refusal + '\n')
    process.exitCode = 1
    return
  }
  try {
    process.exitCode = await main()
  } catch (error) {
    process.stderr.write(
      (error instanceof Error && error.stack ? error.stack : String(error)) + '\n',
    )
    process.exitCode = 1
  }
}
