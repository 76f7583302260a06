/**
 * What a worker gets to know of this process's environment. Keys and tokens that people keep there
 * are none of its business, and neither are `NODE_OPTIONS` or `ELECTRON_RUN_AS_NODE`, which would
 * change what runs.
 */
const ALLOWED = new Set([
  // Where things are, and in which language and time zone.
  'PATH',
  'HOME',
  'TMPDIR',
  'LANG',
  'LANGUAGE',
  'LC_ALL',
  'LC_CTYPE',
  'TZ',
  // Native modules that lie outside the system's library folders (Nix, conda).
  'LD_LIBRARY_PATH',
  'DYLD_LIBRARY_PATH',
  // Windows programs do not start without these.
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'TEMP',
  'TMP',
  'USERPROFILE',
  'LOCALAPPDATA',
  'PATHEXT',
  'NUMBER_OF_PROCESSORS',
  'PROCESSOR_ARCHITECTURE',
  // Which graphics card the language model may use.
  'CUDA_PATH',
  'CUDA_VISIBLE_DEVICES',
  'VK_DRIVER_FILES',
  'VK_ICD_FILENAMES',
])

/** Names on Windows come in any case (`Path`, `SystemRoot`). */
export const workerEnvironment = (
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> => {
  const passed: Record<string, string> = {}
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && ALLOWED.has(name.toUpperCase())) passed[name] = value
  }
  return passed
}
