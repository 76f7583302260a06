import type { RunToEnd } from '../platform/recorders/other-recorders.ts'

/** What a notification server of a Linux desktop can do, by its own word. */
const ASK_CAPABILITIES = [
  'call',
  '--session',
  '--timeout',
  '2',
  '--dest',
  'org.freedesktop.Notifications',
  '--object-path',
  '/org/freedesktop/Notifications',
  '--method',
  'org.freedesktop.Notifications.GetCapabilities',
] as const

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/**
 * What the system must be given as the body of a notice so that it shows the text as it is.
 *
 * A Linux desktop that can do `body-markup` (Desktop Notifications Specification) takes the body for mark-up:
 * it hides tags, makes links, and some show nothing at all at a lone `&`. Neither Electron
 * (`libnotify_notification.cc`) nor libnotify escapes it. One that cannot would show what was escaped as
 * entities. A title is plain text everywhere.
 */
export const plainBody = async (
  platform: NodeJS.Platform,
  run: RunToEnd,
  text: string,
): Promise<string> => {
  if (platform !== 'linux' || !/[&<>]/.test(text)) return text
  // Nearly all can: so, it is taken, can one that cannot be asked for want of the tool.
  const capabilities = await run('gdbus', ASK_CAPABILITIES).catch(() => 'body-markup')
  if (!capabilities.includes('body-markup')) return text
  return text.replaceAll(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign)
}
