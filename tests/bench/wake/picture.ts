import {
  falseWakesPerHour,
  foundShare,
  groupsOf,
  inGroup,
  THRESHOLDS,
  type Contender,
} from './contender.ts'

/** The curves as a picture: a panel for each condition, found phrases over false wakes. Pure. */

const PANEL = { width: 252, height: 214, left: 52, top: 34, right: 14, bottom: 32 }
const COLUMNS = 4
/** Above the panels, as many beside each other. */
const LEGEND = { left: 18, lineHeight: 20, top: 52, bottom: 0 }
const FOOT = 22
/** False wakes per hour; what is more lies at the edge. */
const MOST = 10
const MARKS = [0, 0.5, 1, 2, 5, 10]

/** Told apart by most who see colours otherwise (Okabe and Ito); on dark paper lighter. */
const COLOURS = [
  { light: '#0067b1', dark: '#56b4e9' },
  { light: '#007a5a', dark: '#2fc79a' },
  { light: '#a3457f', dark: '#e08abf' },
  { light: '#c24e00', dark: '#ff8c4a' },
  { light: '#8f6b00', dark: '#f0c648' },
  { light: '#6b6f76', dark: '#a9aeb6' },
  { light: '#7b5cc4', dark: '#b39df0' },
] as const

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
      `<text x="${at(acrossOf(mark))}" y="${at(downOf(0) + 16)}" text-anchor="middle">${mark}</text>`,
  )
  const down = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<line x1="${left}" y1="${at(downOf(share))}" x2="${left + plotWidth}" y2="${at(downOf(share))}" class="grid"/>` +
      `<text x="${left - 7}" y="${at(downOf(share) + 4)}" text-anchor="end">${share * 100} %</text>`,
  )
  return [
    ...across,
    ...down,
    `<text x="${left}" y="${top - 12}" class="title">${escaped(title)}</text>`,
  ].join('')
}

const place = (contender: Contender, group: string, threshold: number): string | null => {
  const share = foundShare(contender, threshold, inGroup(group))
  const perHour = falseWakesPerHour(contender, threshold)
  return share === null || perHour === null ? null : `${at(acrossOf(perHour))},${at(downOf(share))}`
}

/** Those of other people are drawn thinner. */
const isOurs = ({ thresholds }: Contender): boolean => thresholds.length > 1

const curve = (contender: Contender, group: string, which: number): string => {
  const points = THRESHOLDS.map((threshold) => place(contender, group, threshold))
  const line = [...new Set(points.filter((point) => point !== null))].join(' ')
  const dots = contender.thresholds.map(({ threshold }, n) => {
    const [x = '', y = ''] = place(contender, group, threshold)?.split(',') ?? []
    const isDefault = n === 0
    return x === ''
      ? ''
      : `<circle cx="${x}" cy="${y}" r="${isDefault ? 4.5 : 3}" class="line${which} ${isDefault ? `fill${which}` : 'hollow'}"/>`
  })
  const weight = isOurs(contender) ? 'ours' : 'theirs'
  return (
    `<polyline points="${line}" class="curve ${weight} line${which}"/>` +
    // The default lies on top.
    dots.toReversed().join('')
  )
}

const colourRules = (paper: 'light' | 'dark'): string =>
  COLOURS.map(
    (colour, n) => `.line${n}{stroke:${colour[paper]}}.fill${n}{fill:${colour[paper]}}`,
  ).join('')

const STYLE = [
  'text{font:12px system-ui,sans-serif;fill:#3a3f47}.head{font-size:15px}.title,.head{font-weight:600;fill:#15181d}',
  '.grid{stroke:#e4e6ea;stroke-width:1}.paper{fill:#fff}.hollow{fill:#fff;stroke-width:1.5}',
  '.curve{fill:none;stroke-linejoin:round}.ours{stroke-width:2.4}.theirs{stroke-width:1.4;stroke-dasharray:5 3}',
  colourRules('light'),
  '@media (prefers-color-scheme:dark){text{fill:#b9bfc9}.title,.head{fill:#eef1f5}',
  `.grid{stroke:#30353d}.paper,.hollow{fill:#15181d}${colourRules('dark')}}`,
].join('')

/** An SVG document; dark where the person's system is. */
export const drawCurves = (contenders: readonly Contender[]): string => {
  const groups = [...new Set(contenders.flatMap(groupsOf))]
  const rows = Math.ceil(groups.length / COLUMNS)
  const legendHeight =
    LEGEND.top + LEGEND.lineHeight * Math.ceil(contenders.length / COLUMNS) + LEGEND.bottom
  const size = { width: COLUMNS * width, height: legendHeight + rows * height + FOOT }
  const colourOf = (n: number) => n % COLOURS.length
  const panels = groups.map((group, n) => {
    const x = (n % COLUMNS) * width
    const y = legendHeight + Math.floor(n / COLUMNS) * height
    // Ours lie on top.
    const curves = contenders
      .map((contender, which) => curve(contender, group, colourOf(which)))
      .toReversed()
    return `<g transform="translate(${x} ${y})">${axes(group)}${curves.join('')}</g>`
  })
  const legend = contenders.map((contender, n) => {
    const x = LEGEND.left + (n % COLUMNS) * width
    const y = LEGEND.top + LEGEND.lineHeight * Math.floor(n / COLUMNS)
    const weight = isOurs(contender) ? 'ours' : 'theirs'
    return (
      `<path d="M${at(x)} ${y - 4}h26" class="curve ${weight} line${colourOf(n)}"/>` +
      `<circle cx="${at(x + 13)}" cy="${y - 4}" r="4" class="line${colourOf(n)} fill${colourOf(n)}"/>` +
      `<text x="${at(x + 34)}" y="${y}">${escaped(contender.name)}</text>`
    )
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="Share of wake phrases found, over false wakes per hour of speech">`,
    `<style>${STYLE}</style>`,
    `<rect width="${size.width}" height="${size.height}" rx="10" class="paper"/>`,
    `<text x="${LEGEND.left}" y="26" class="head">Phrases found, over false wakes per hour of speech</text>`,
    `<text x="${size.width - right}" y="26" text-anchor="end">filled: the default, hollow: the other sensitivities</text>`,
    ...legend,
    ...panels,
    `<text x="${size.width / 2}" y="${size.height - 8}" text-anchor="middle">false wakes per hour of speech (square root)</text>`,
    '</svg>',
    '',
  ].join('\n')
}
