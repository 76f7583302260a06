/** Flags after which no window, no sound card and no Electron is needed. */
const PLAIN_FLAGS = ['--ask', '--help', '-h', '--version', '--fetch-models']

/**
 * Where a command line goes. Only this is decided here: everything else, also whether a flag exists,
 * is for the app to say.
 * @param {readonly string[]} args
 * @returns {'plain' | 'app'} `plain`: out/main/ask.js under this Node
 */
export function routeOf(args) {
  const end = args.indexOf('--')
  const flags = end === -1 ? args : args.slice(0, end)
  const isPlain = flags.some((arg) => PLAIN_FLAGS.includes(arg.split('=')[0] ?? ''))
  return isPlain ? 'plain' : 'app'
}

/**
 * Whether there is a display to open windows on.
 * @param {NodeJS.Platform} platform
 * @param {Readonly<Record<string, string | undefined>>} env
 */
export function hasDisplay(platform, env) {
  return platform !== 'linux' || !!env['DISPLAY'] || !!env['WAYLAND_DISPLAY']
}

/**
 * Flags that Electron needs for the display that is there. Before version 38 Electron takes Wayland
 * only when told to.
 * @param {number} electronMajor
 * @param {NodeJS.Platform} platform
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {readonly string[]}
 */
export function displayArguments(electronMajor, platform, env) {
  const onlyWayland = platform === 'linux' && !env['DISPLAY'] && !!env['WAYLAND_DISPLAY']
  return onlyWayland && electronMajor < 38 ? ['--ozone-platform-hint=auto'] : []
}

/**
 * The environment for the app: without what would turn Electron into a plain Node. Terminals inside
 * Electron apps set it.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function appEnvironment(env) {
  const { ELECTRON_RUN_AS_NODE: _plainNode, ...rest } = env
  return rest
}

/**
 * Chromium reports on a system bus, a graphics card or a key ring that is not there, a page of it on
 * some machines, and nothing that a person could do about it. Our own words come another way.
 */
export const QUIET_ARGUMENTS = Object.freeze(['--log-level=3'])

const COMMANDS = ['--toggle', '--cancel', '--mute', '--wait', '--quit']

/**
 * What a person should know once the app opens; null where a running one is only told something.
 * @param {readonly string[]} args
 * @param {NodeJS.Platform} platform
 * @returns {string | null}
 */
export function openingWords(args, platform) {
  if (args.some((arg) => COMMANDS.includes(arg))) return null
  const keys = platform === 'darwin' ? 'Cmd+Shift+Space' : 'Ctrl+Shift+Space'
  return `Warbler starts. Hold ${keys} (or what you chose instead) and ask; Ctrl+C here ends it.`
}

/** What a start without a display says, and its two ways on. */
const NO_DISPLAY = Object.freeze({
  message:
    'There is no display here (DISPLAY and WAYLAND_DISPLAY are not set), so no window can open.',
  remedy:
    'Ask with a sound file instead:  npm start -- --ask question.wav --out reply.wav\n' +
    'Or use a virtual display:       xvfb-run -a npm start     (package xvfb, with xauth)',
})

/**
 * What a word for the Warbler that runs says there: from a terminal over SSH, or a timer of the system.
 * @param {readonly string[]} args
 */
const noDisplayForCommand = (args) => ({
  message:
    'There is no display here (DISPLAY and WAYLAND_DISPLAY are not set): a Warbler that runs is reached\n' +
    'from the desktop session that it runs in.',
  remedy: `Name its display:  DISPLAY=:0 npm start -- ${args.join(' ')}     (the number that echo $DISPLAY says there)`,
})

/**
 * What is said where there is no display.
 * @param {readonly string[]} args
 */
export function noDisplayFor(args) {
  return args.some((arg) => COMMANDS.includes(arg)) ? noDisplayForCommand(args) : NO_DISPLAY
}

/** What a start says where DISPLAY names a display that does not answer. */
export const DEAD_DISPLAY = Object.freeze({
  message: 'The display that DISPLAY names does not answer, so no window can open.',
  remedy: NO_DISPLAY.remedy,
})
