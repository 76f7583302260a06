/** Modifier signs that macOS writes without anything between them. */
const MAC_SIGNS = /^[⌃⌥⇧⌘]/u

/** The keys of a hotkey's label: `Ctrl+Shift+Space` and `⌃⇧Space` alike; a plus may be the key. */
export const keysOfLabel = (label: string): readonly string[] => {
  const keys: string[] = []
  let rest = label.trim()
  while (MAC_SIGNS.test(rest)) {
    keys.push(rest.slice(0, 1))
    rest = rest.slice(1).replace(/^\+(?=.)/u, '')
  }
  const plusIsKey = rest === '+' || rest.endsWith('++')
  const named = plusIsKey ? rest.slice(0, -1).replace(/\+$/u, '') : rest
  return [
    ...keys,
    ...named.split('+').filter((key) => key !== ''),
    ...(plusIsKey ? ['+'] : []),
  ].map((key) => key.trim())
}
