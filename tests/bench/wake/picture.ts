import {
  falseWakesPerHour,
  foundShare,
  groupsOf,
  inGroup,
  THRESHOLDS,
  type Contender,
} from './contender.ts'

/** The curves as a picture: a panel for each condition, found phrases over false wakes. Pure. */

const PANEL = { width: 230, height: 180, left: 46, top: 34, right: 14, bottom: 44 }
const COLUMNS = 4
const LEGEND = { columns: 3, lineHeight: 18, top: 14 }
const COLOURS = ['#0b66c3', '#00897b', '#c2410c', '#8e24aa', '#b8860b', '#6b7280']
/** False wakes per hour; what is more lies at the edge. */
const MOST = 10
const MARKS = [0, 0.5, 1, 2, 5, 10]

const { width, height, left, top, right, bottom } = PANEL
const plotWidth = width - left - right
const plotHeight = height - top - bottom

/** As the square root: few are what matters, and none has a place. */
const acrossOf = (perHour: number): number =>
  left + plotWidth * Math.sqrt(Math.min(MOST, perHour) / MOST)
const downOf = (share: number): number => top + plotHeight * (1 - share)
const at = (value: number) => value.toFixed(1)

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const axes = (title: string): string => {
  const across = MARKS.map(
    (mark) =>
      `<line x1="${at(acrossOf(mark))}" y1="${top}" x2="${at(acrossOf(mark))}" y2="${at(downOf(0))}" class="grid"/>` +
      `<text x="${at(acrossOf(mark))}" y="${at(downOf(0) + 14)}" text-anchor="middle">${mark}</text>`,
  )
  const down = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<line x1="${left}" y1="${at(downOf(share))}" x2="${left + plotWidth}" y2="${at(downOf(share))}" class="grid"/>` +
      `<text x="${left - 6}" y="${at(downOf(share) + 4)}" text-anchor="end">${share * 100} %</text>`,
  )
  return [
    ...across,
    ...down,
    `<text x="${left}" y="${top - 12}" class="title">${escaped(title)}</text>`,
    `<text x="${left + plotWidth / 2}" y="${at(downOf(0) + 30)}" text-anchor="middle">false wakes per hour of speech</text>`,
  ].join('')
}

const place = (contender: Contender, group: string, threshold: number): string | null => {
  const share = foundShare(contender, threshold, inGroup(group))
  const perHour = falseWakesPerHour(contender, threshold)
  return share === null || perHour === null ? null : `${at(acrossOf(perHour))},${at(downOf(share))}`
}

const curve = (contender: Contender, group: string, colour: string): string => {
  const points = THRESHOLDS.map((threshold) => place(contender, group, threshold))
  const line = [...new Set(points.filter((point) => point !== null))].join(' ')
  const dots = contender.thresholds.map(({ threshold }, n) => {
    const [x = '', y = ''] = place(contender, group, threshold)?.split(',') ?? []
    const filled = n === 0 ? colour : '#fff'
    return x === ''
      ? ''
      : `<circle cx="${x}" cy="${y}" r="3.5" fill="${filled}" stroke="${colour}" stroke-width="1.5"/>`
  })
  return (
    `<polyline points="${line}" fill="none" stroke="${colour}" stroke-width="1.8"/>` +
    // The default lies on top.
    dots.toReversed().join('')
  )
}

/** An SVG document. */
export const drawCurves = (contenders: readonly Contender[]): string => {
  const groups = [...new Set(contenders.flatMap(groupsOf))]
  const rows = Math.ceil(groups.length / COLUMNS)
  const legendHeight =
    LEGEND.top + LEGEND.lineHeight * Math.ceil(contenders.length / LEGEND.columns)
  const size = { width: COLUMNS * width, height: legendHeight + rows * height }
  const colourOf = (n: number) => COLOURS[n % COLOURS.length] ?? '#000'
  const panels = groups.map((group, n) => {
    const x = (n % COLUMNS) * width
    const y = legendHeight + Math.floor(n / COLUMNS) * height
    const curves = contenders.map((contender, which) => curve(contender, group, colourOf(which)))
    return `<g transform="translate(${x} ${y})">${axes(group)}${curves.join('')}</g>`
  })
  const legend = contenders.map(({ name }, n) => {
    const x = left + (n % LEGEND.columns) * ((size.width - left) / LEGEND.columns)
    const y = LEGEND.top + LEGEND.lineHeight * Math.floor(n / LEGEND.columns)
    return (
      `<rect x="${at(x)}" y="${y - 6}" width="14" height="4" fill="${colourOf(n)}"/>` +
      `<text x="${at(x + 20)}" y="${y}">${escaped(name)}</text>`
    )
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="Share of wake phrases found, over false wakes per hour of speech">`,
    '<style>text{font:11px system-ui,sans-serif;fill:#333}.title{font-weight:600;font-size:12px}.grid{stroke:#e3e3e3;stroke-width:1}</style>',
    `<rect width="${size.width}" height="${size.height}" fill="#fff"/>`,
    ...legend,
    ...panels,
    '</svg>',
    '',
  ].join('\n')
}
