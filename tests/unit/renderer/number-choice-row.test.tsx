import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import {
  NumberChoiceRow,
  OptionalNumberRow,
} from '../../../renderer/settings/rows/number-choice-row.tsx'

const shared = {
  label: 'Hides after',
  hint: '',
  error: undefined,
  usual: [5, 15, 60],
  nameOf: (value: number) => `${value} s`,
  onPick: () => undefined,
}
const optionsIn = (page: string) =>
  [...page.matchAll(/<option value="([^"]*)"( selected="")?>([^<]*)</g)].map(
    ([, value, chosen, name]) => `${value}|${name}${chosen === undefined ? '' : '*'}`,
  )

it('offers a value that is none of the usual ones in its place, and shows it as chosen', () => {
  const page = renderToStaticMarkup(<NumberChoiceRow {...shared} value={20} />)
  expect(optionsIn(page)).toEqual(['5|5 s', '15|15 s', '20|20 s*', '60|60 s'])
})

it('offers none first, where there may be none', () => {
  const none = <OptionalNumberRow {...shared} none="Never" value={null} />
  expect(optionsIn(renderToStaticMarkup(none))).toEqual(['|Never*', '5|5 s', '15|15 s', '60|60 s'])
})
