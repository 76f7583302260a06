import { expect, it } from 'vitest'
import { ERROR_CODES } from '../../electron/contracts/errors.ts'
import { sourceFiles } from './source-files.ts'

it('has no code in the table of errors that nothing ever fails with', () => {
  const sources = ['electron', 'renderer']
    .flatMap(sourceFiles)
    .filter(({ path }) => path !== 'electron/contracts/errors.ts')
    .map(({ text }) => text)
    .join('\n')
  const unused = ERROR_CODES.filter((code) => !sources.includes(`'${code}'`))
  expect(unused).toEqual([])
})
