/** A server may answer with a page of text; a log line is enough. */
const LONGEST_DETAIL = 300
/** What is looked at of such a page, before the keys in it are masked and it is cut. */
const LONGEST_SAID = 20_000

const KEY_LIKE = /\b(?:sk|gsk|pk|xai|key)[-_][\w*-]{6,}/gi

/** What is shorter may be a part of any word; the key itself is none. */
const SHORTEST_FORM = 6

/** Base64 of a text depends on where in three bytes it begins; what its neighbours take part in is left out. */
const inBase64 = (secret: string): readonly string[] =>
  [0, 1, 2].map((before) => {
    const bytes = Buffer.from(`${' '.repeat(before)}${secret}`)
    const whole = Math.floor(bytes.length / 3) * 3
    return bytes.subarray(before === 0 ? 0 : 3, whole).toString('base64')
  })

const formsOf = (secret: string): readonly string[] => {
  const base64 = inBase64(secret)
  const encoded = [
    encodeURIComponent(secret),
    encodeURIComponent(secret).replaceAll('%20', '+'),
    JSON.stringify(secret).slice(1, -1),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ]
  return [secret, ...encoded.filter(({ length }) => length >= SHORTEST_FORM)]
}

/** What was said, without the key, whichever way it is written. */
const withoutSecret = (text: string, secret: string | undefined): string =>
  secret === undefined || secret === ''
    ? text
    : formsOf(secret).reduce((rest, form) => rest.replaceAll(form, '[key]'), text)

/** What a server said, in one line and without the key: some repeat all or a part of it. */
export const withoutKeys = (text: string, secret: string | undefined): string =>
  withoutSecret(text.slice(0, LONGEST_SAID), secret)
    .replace(KEY_LIKE, '[key]')
    .replace(/\s+/g, ' ')
    .slice(0, LONGEST_DETAIL)
