/** What desktops on Linux read: https://specifications.freedesktop.org/desktop-entry-spec */

/** As a value of type string is written: one line. */
const escaped = (text: string): string =>
  text
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\t', String.raw`\t`)
    .replaceAll('\r', String.raw`\r`)

/** An argument of `Exec`: quoted first, and then escaped as any string ("The Exec key"). */
const quoted = (argument: string): string =>
  escaped(`"${argument.replaceAll(/["`$\\]/g, String.raw`\$&`).replaceAll('%', '%%')}"`)

/** A program with its arguments as `Exec` takes them. */
export const execLine = (command: readonly string[]): string => command.map(quoted).join(' ')

/** A desktop entry; values but `Exec`, which comes from `execLine`, are plain text. */
export const desktopEntry = (
  fields: Readonly<Record<string, string>> & { readonly Exec: string },
): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    ...Object.entries(fields).map(
      ([key, value]) => `${key}=${key === 'Exec' ? value : escaped(value)}`,
    ),
    '',
  ].join('\n')
