import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { collectLicences } from '../../electron/main/trust/collect-licences.ts'
import { catalogueSchema } from '../../electron/contracts/models.ts'
import catalogueFile from '../../resources/models/catalogue.json'
import { ROOT } from './source-files.ts'

/** What may be part of an app under Apache-2.0 without any more. Source: apache.org/legal/resolved, A. */
const FREE = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'Zlib',
])

/** Others, each with the reason why it may be here. */
const ALLOWED: Readonly<Record<string, string>> = {
  // Used as it is published, in a file of its own that anybody can replace: what the LGPL asks for.
  'codec-parser': 'LGPL-3.0-or-later',
}

const licences = collectLicences(ROOT)

/** Whether one can choose a free one of what an expression offers. */
const isFree = (expression: string): boolean =>
  expression
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((licence) => FREE.has(licence)))

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({ dev: z.boolean().optional(), devOptional: z.boolean().optional() }),
  ),
})

it('names a licence that an app under Apache-2.0 can hold for every package that ships', () => {
  const unfit = licences
    .filter(({ name, licence }) => !isFree(licence) && ALLOWED[name] !== licence)
    .map(({ name, version, licence }) => `${name}@${version}: ${licence || 'no licence'}`)
  expect(unfit).toEqual([])
})

it('has the text of every licence', () => {
  const silent = licences.filter(({ text }) => text.length < 200).map(({ name }) => name)
  expect(silent).toEqual([])
})

it('misses no package that ships and is installed', () => {
  const lock = lockSchema.parse(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')))
  const known = new Set(licences.map(({ name }) => name))
  const missing = Object.entries(lock.packages)
    // `devOptional`: what building needs, and others could use if it were there: the compiler.
    .filter(([place, { dev, devOptional }]) => place !== '' && dev !== true && devOptional !== true)
    // What is for other systems is optional, and not here.
    .filter(([place]) => {
      try {
        return readFileSync(join(ROOT, place, 'package.json'), 'utf8') !== ''
      } catch {
        return false
      }
    })
    .map(([place]) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length))
    .filter((name) => !name.startsWith('@typescript/') && !known.has(name))
  expect(missing).toEqual([])
})

it('knows the licence and the source of every model in the catalogue', () => {
  const { models } = catalogueSchema.parse(catalogueFile)
  const unknown = models
    .filter(
      ({ licence, files }) =>
        licence.id === '' ||
        licence.url?.startsWith('https://') !== true ||
        !files.some(({ sources }) => sources.some(({ type }) => type === 'official')),
    )
    .map(({ id }) => id)
  expect(unknown).toEqual([])
})
