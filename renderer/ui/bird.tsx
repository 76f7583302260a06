/** The warbler of the app's icon (`resources/icons/app.svg`), within a box of 32. */
export const Bird = () => (
  <g transform="translate(-1.1 -1.8) scale(0.53)">
    <path
      fill="currentColor"
      d="M36.5 15c-6.6 0-11.7 4.4-13.2 10.6C20.2 30 16 37 8.6 44.4c-1 1-.4 2.5 1 2.4 4.7-.3 8.3-1 11.5-2.1C24 49.3 28.3 51.5 33.5 51.5 43.8 51.5 50 43.5 50 33.8V27l6.1-2.5c.9-.4.8-1.7-.1-2L49.6 20.6C47.3 17 42 15 36.5 15z"
    />
    <path
      fill="var(--bird-wing)"
      d="M8.6 44.4C15 38 19.5 31.5 22.6 27c2.8 6.2 9 8.3 14.4 7.1 1-.2 1.7.8 1.2 1.7C34.8 41.7 27.5 45 21.1 44.7 17.9 45.8 14.3 46.5 9.6 46.8c-1.4.1-2-1.4-1-2.4z"
    />
    <circle cx="40.5" cy="23.5" r="2.8" fill="var(--bird-eye)" />
  </g>
)
