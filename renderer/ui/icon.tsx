import type { ReactNode } from 'react'
import styles from './icon.module.css'

/** Drawn on a grid of 20, lines of 1.6, so that they look of one hand beside each other. */
const SHAPES = {
  microphone: (
    <>
      <rect x="7.25" y="2.5" width="5.5" height="9.5" rx="2.75" />
      <path d="M4.25 9.5a5.75 5.75 0 0 0 11.5 0M10 15.25v2.25" />
    </>
  ),
  'microphone-off': (
    <>
      <path d="M12.75 9.2V5.25a2.75 2.75 0 0 0-5.3-1M7.25 7.5v1.75a2.75 2.75 0 0 0 4.3 2.3M4.25 9.5a5.75 5.75 0 0 0 9.3 4.5M15.4 11.4a5.7 5.7 0 0 0 .35-1.9M10 15.25v2.25M3 3l14 14" />
    </>
  ),
  voice: <path d="M4 8.5v3M8 5v10M12 7v6M16 8.5v3" />,
  stop: <rect x="5" y="5" width="10" height="10" rx="2.2" fill="currentColor" />,
  conversation: (
    <path d="M3.5 4h8A1.5 1.5 0 0 1 13 5.5v3.3a1.5 1.5 0 0 1-1.5 1.5H6.8L3.5 12.8V10A1.5 1.5 0 0 1 2 8.5v-3A1.5 1.5 0 0 1 3.5 4zM15.7 8H16.5A1.5 1.5 0 0 1 18 9.5v3a1.5 1.5 0 0 1-1.5 1.5v2.8l-3.3-2.5H9.5A1.5 1.5 0 0 1 8.2 13.5" />
  ),
  transcript: (
    <path d="M5.5 3h9A1.5 1.5 0 0 1 16 4.5v11a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 4 15.5v-11A1.5 1.5 0 0 1 5.5 3zM7 7h6M7 10h6M7 13h3.5" />
  ),
  close: <path d="M5 5l10 10M15 5L5 15" />,
  plus: <path d="M10 4v12M4 10h12" />,
  copy: (
    <>
      <rect x="7" y="7" width="9.5" height="9.5" rx="1.8" />
      <path d="M4.8 13H4.5A1.5 1.5 0 0 1 3 11.5v-7A1.5 1.5 0 0 1 4.5 3h7A1.5 1.5 0 0 1 13 4.5v.3" />
    </>
  ),
  'copy-exchange': (
    <>
      <rect x="7" y="7" width="9.5" height="9.5" rx="1.8" />
      <path d="M4.8 13H4.5A1.5 1.5 0 0 1 3 11.5v-7A1.5 1.5 0 0 1 4.5 3h7A1.5 1.5 0 0 1 13 4.5v.3M9.5 10.5h4.5M9.5 13.3h3" />
    </>
  ),
  check: <path d="M4 10.5l4 4L16 6" />,
  download: <path d="M10 3v9.5M6 9l4 4 4-4M3.5 16.5h13" />,
  pause: <path d="M7 4.5v11M13 4.5v11" />,
  play: <path d="M6.5 4.2v11.6L15.8 10z" fill="currentColor" />,
  alert: (
    <>
      <path d="M10 3.2L17.5 16.5H2.5zM10 8v4" />
      <circle cx="10" cy="14.3" r=".4" fill="currentColor" />
    </>
  ),
  restart: <path d="M4 10a6 6 0 1 1 1.8 4.3M4 16v-3.5h3.5" />,
  expand: <path d="M5 12.5l5-5 5 5" />,
  chevron: <path d="M7.5 5l5 5-5 5" />,
  order: <path d="M3 5.5h1M3 10h1M3 14.5h1M7 5.5h10M7 10h10M7 14.5h10" />,
  cloud: <path d="M6.2 15.5h8.2a3.3 3.3 0 0 0 .5-6.55A5 5 0 0 0 5.25 8.5a3.55 3.55 0 0 0 .95 7z" />,
  gauge: <path d="M4.2 15.5a7.3 7.3 0 1 1 11.6 0M10 11.7l3.2-3.9M10 3.8v1.4" />,
  trash: <path d="M4 6h12M8 6V4.2h4V6M5.8 6l.7 10.2h7l.7-10.2M8.7 8.8v4.6M11.3 8.8v4.6" />,
  search: (
    <>
      <circle cx="8.8" cy="8.8" r="5.3" />
      <path d="M12.8 12.8l4.2 4.2" />
    </>
  ),
  filter: <path d="M3 5.5h14M5.8 10h8.4M8.3 14.5h3.4" />,
  sidebar: (
    <>
      <rect x="2.5" y="4" width="15" height="12" rx="2.2" />
      <path d="M8 4v12" />
    </>
  ),
  more: (
    <>
      <circle cx="4.5" cy="10" r="1.1" fill="currentColor" />
      <circle cx="10" cy="10" r="1.1" fill="currentColor" />
      <circle cx="15.5" cy="10" r="1.1" fill="currentColor" />
    </>
  ),
  pin: <path d="M7 3.5h6M8 3.5v5l-2.5 3h9l-2.5-3v-5M10 11.5v5" />,
  pencil: (
    <path d="M4 16l.8-3.4L13 4.4a1.5 1.5 0 0 1 2.1 0l.5.5a1.5 1.5 0 0 1 0 2.1l-8.2 8.2zM11.6 5.8l2.6 2.6" />
  ),
  share: (
    <path d="M10 12.5V3M6 6.5L10 3l4 3.5M3.5 11.5v4A1.5 1.5 0 0 0 5 17h10a1.5 1.5 0 0 0 1.5-1.5v-4" />
  ),
  print: (
    <path d="M6 7V3.2h8V7M6 14H4.5A1.5 1.5 0 0 1 3 12.5v-4A1.5 1.5 0 0 1 4.5 7h11A1.5 1.5 0 0 1 17 8.5v4a1.5 1.5 0 0 1-1.5 1.5H14M6 11.5h8v5.3H6z" />
  ),
  quote: (
    <path d="M8.3 5.5C5.6 6.3 4 8.3 4 11v3.5h4.3V10H6M16.3 5.5C13.6 6.3 12 8.3 12 11v3.5h4.3V10H14" />
  ),
  undo: <path d="M7.5 4L4 7.5 7.5 11M4 7.5h7.5a4.5 4.5 0 0 1 0 9H7" />,
  calendar: (
    <>
      <rect x="3" y="4.5" width="14" height="12.5" rx="2" />
      <path d="M3 8.5h14M6.8 2.8v3M13.2 2.8v3" />
    </>
  ),
  'arrow-up': <path d="M10 16V4M5 9l5-5 5 5" />,
  'arrow-down': <path d="M10 4v12M5 11l5 5 5-5" />,
  loudspeaker: (
    <path d="M3.5 7.8v4.4h2.8l4 3.3V4.5l-4 3.3zM13 7.4a3.6 3.6 0 0 1 0 5.2M15.2 5.2a6.7 6.7 0 0 1 0 9.6" />
  ),
  bulb: (
    <path d="M7.5 14.2v-1.1c0-.9-.5-1.6-1.1-2.3a4.8 4.8 0 1 1 7.2 0c-.6.7-1.1 1.4-1.1 2.3v1.1zM8 17h4" />
  ),
  keyboard: (
    <>
      <rect x="2" y="5" width="16" height="10.5" rx="2" />
      <path d="M5 8.3h.1M8.3 8.3h.1M11.6 8.3h.1M14.9 8.3h.1M5 11.8h.1M7.8 11.8h4.4M14.9 11.8h.1" />
    </>
  ),
  settings: (
    <>
      <path d="M3 6h6.2M13.8 6H17M3 14h3.2M10.8 14H17" />
      <circle cx="11.5" cy="6" r="2.3" />
      <circle cx="8.5" cy="14" r="2.3" />
    </>
  ),
  shield: (
    <path d="M10 2.8l6 2.2v4.6c0 3.6-2.4 6.4-6 7.6-3.6-1.2-6-4-6-7.6V5zM7.2 10l2 2 3.6-3.8" />
  ),
  info: (
    <>
      <circle cx="10" cy="10" r="7.25" />
      <path d="M10 9.25v4.5M10 6.4v.1" />
    </>
  ),
  cube: <path d="M10 2.8l6.5 3.6v7.2L10 17.2l-6.5-3.6V6.4zM3.7 6.5L10 10l6.3-3.5M10 10v7" />,
} as const satisfies Readonly<Record<string, ReactNode>>
export type IconName = keyof typeof SHAPES

/** What points the way that is read, and the other way where that is from right to left. */
const POINTING: readonly IconName[] = [
  'chevron',
  'undo',
  'restart',
  'sidebar',
  'order',
  'loudspeaker',
]

/** A drawing that says nothing by itself: the control around it carries the words. */
export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg
    className={styles.icon}
    data-points={POINTING.includes(name)}
    viewBox="0 0 20 20"
    aria-hidden="true"
    focusable="false"
  >
    {SHAPES[name]}
  </svg>
)
