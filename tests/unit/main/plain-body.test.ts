import { expect, it } from 'vitest'
import { plainBody } from '../../../electron/main/notices/plain-body.ts'

const ANSWER = 'Write <b>1 & 2</b>, or <a href="https://example.com">a link</a>.'
const ESCAPED =
  'Write &lt;b&gt;1 &amp; 2&lt;/b&gt;, or &lt;a href="https://example.com"&gt;a link&lt;/a&gt;.'

/** A desktop whose server answers so; null: it cannot be asked. */
const desktop = (capabilities: string | null) => {
  const asked: string[] = []
  const run = (command: string, options: readonly string[]) => {
    asked.push(`${command} ${options.at(-1)}`)
    return capabilities === null ? Promise.reject(new Error('gone')) : Promise.resolve(capabilities)
  }
  return { run, asked }
}

it.each([
  ['that reads mark-up', "(['actions', 'body', 'body-markup', 'icon-static'],)", ESCAPED],
  ['that shows what it is given', "(['actions', 'body'],)", ANSWER],
  ['that cannot be asked', null, ESCAPED],
])('gives a server %s what it shows as the answer', async (_what, capabilities, given) => {
  const { run, asked } = desktop(capabilities)
  expect(await plainBody('linux', run, ANSWER)).toBe(given)
  expect(asked).toEqual(['gdbus org.freedesktop.Notifications.GetCapabilities'])
})

it('asks nobody for words without a sign of mark-up, or on another system', async () => {
  const { run, asked } = desktop("(['body-markup'],)")
  expect(await plainBody('linux', run, 'Seven days: "a week".')).toBe('Seven days: "a week".')
  expect(await plainBody('darwin', run, ANSWER)).toBe(ANSWER)
  expect(await plainBody('win32', run, ANSWER)).toBe(ANSWER)
  expect(asked).toEqual([])
})
