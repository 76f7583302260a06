/** A server may answer with a page of text; a log line is enough. */
const LONGEST_DETAIL = 300

const KEY_LIKE = /\b(?:sk|gsk|pk|xai|key)[-_][\w*-]{6,}/gi

/** What a server said, in one line and without the key: some repeat all or a part of it. */
export const withoutKeys = (text: string, secret: string | undefined): string => {
  const whole = secret === undefined ? text : text.replaceAll(secret, '[key]')
  return whole.replace(KEY_LIKE, '[key]').replace(/\s+/g, ' ').slice(0, LONGEST_DETAIL)
}
