import net from 'node:net'

/** Local sockets answer at once or not at all. */
const LIMIT_MS = 2000

/** @param {string} path @returns {Promise<boolean>} */
const connects = (path) =>
  new Promise((resolve) => {
    const socket = net.connect({ path })
    /** @param {boolean} answer */
    const end = (answer) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(LIMIT_MS, () => end(false))
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })

/**
 * Whether the X server that DISPLAY names answers: Electron ends with a segmentation fault where it does
 * not. Only a display of this machine (`:0`) is asked; of any other it is taken for granted.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {(path: string) => Promise<boolean>} [connect]
 * @returns {Promise<boolean>}
 */
export async function displayAnswers(env, connect = connects) {
  const number = /^:(\d+)(?:\.\d+)?$/.exec(env['DISPLAY'] ?? '')?.[1]
  if (number === undefined || env['WAYLAND_DISPLAY']) return true
  const path = `/tmp/.X11-unix/X${number}`
  // In the file system, or in Linux's abstract name space.
  return (await connect(path)) || connect(`\0${path}`)
}
