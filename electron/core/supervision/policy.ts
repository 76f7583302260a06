/** The numbers that supervision hangs on. All times in milliseconds. */
export interface SupervisionPolicy {
  /** From the spawn to the worker's `ready`, loading of the model included. */
  readonly readyWithinMs: number
  readonly firstBackOffMs: number
  readonly maximumBackOffMs: number
  /** This many crashes within the window, and the person is asked before there is another try. */
  readonly crashLimit: number
  readonly crashWindowMs: number
  readonly pingEveryMs: number
  readonly pongWithinMs: number
  /** A worker asked to end gets this long before it is killed by force. */
  readonly exitWithinMs: number
}

const COMMON = {
  firstBackOffMs: 250,
  maximumBackOffMs: 8000,
  crashLimit: 3,
  crashWindowMs: 5 * 60_000,
  // Only a worker that hangs between requests is found this way: each request has its own, shorter
  // watchdog. So the beat may be slow, and it costs a sleeping machine next to nothing.
  pingEveryMs: 10_000,
  // Native decodes block the worker's event loop: a clause by a voice of real-time factor 1 takes as
  // long as it sounds, 15 s at most. Twice that is no decode any more.
  pongWithinMs: 30_000,
  // A worker holds nothing that needs saving (the speech journal is on disk at once).
  exitWithinMs: 2000,
}

/**
 * Measured loads on two idle cores: speech to text 0.4 s, voice 1 s, language model 1.3 s. A cold
 * spinning disk reads 500 MB in up to a minute; larger language models get twice that. The audio
 * window, supervised as a worker is, decodes nothing: 0.5 s for its voice activity model is the
 * longest that it is busy.
 */
export const SUPERVISION_POLICIES = {
  stt: { ...COMMON, readyWithinMs: 60_000 },
  tts: { ...COMMON, readyWithinMs: 60_000 },
  llm: { ...COMMON, readyWithinMs: 120_000 },
  audio: { ...COMMON, readyWithinMs: 60_000, pongWithinMs: 10_000 },
  // Loads in 0.2 s and answers in 0.1 s. Nobody is asked about it: after it gave up, silence and words
  // decide alone until the next start.
  turn: { ...COMMON, readyWithinMs: 30_000, pongWithinMs: 10_000 },
  // Its recogniser loads in 0.4 s.
  wake: { ...COMMON, readyWithinMs: 60_000 },
} as const satisfies Record<'stt' | 'tts' | 'llm' | 'audio' | 'turn' | 'wake', SupervisionPolicy>

/** How long to wait after the `crashCount`th crash (from 1): doubling, bounded. */
export const backOffMs = (crashCount: number, policy: SupervisionPolicy): number =>
  Math.min(policy.firstBackOffMs * 2 ** (crashCount - 1), policy.maximumBackOffMs)
