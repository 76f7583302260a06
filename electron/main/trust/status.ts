import type { AppSnapshot } from '../../contracts/snapshot.ts'

/** What the app is doing, by its codes: no names, no words. */
export const statusOf = (snapshot: AppSnapshot): Readonly<Record<string, unknown>> => {
  const { conversation, engines, out, inUse, hotkey, waiting } = snapshot
  return {
    phase: conversation.phase,
    microphone: conversation.microphone,
    muted: conversation.muted,
    openConversation: conversation.openConversation,
    attention: conversation.attention?.code ?? null,
    engines,
    out: Object.fromEntries(
      Object.entries(out).map(([role, error]) => [role, error?.code ?? null]),
    ),
    atProviders: Object.entries(inUse).flatMap(([role, use]) =>
      use === null || use.provider === null ? [] : [role],
    ),
    hotkey: { mode: hotkey.mode, error: hotkey.error?.code ?? null },
    waiting: waiting.state === 'paused' ? `paused: ${waiting.because}` : waiting.state,
    restartOffered: snapshot.restartOffered,
    locale: snapshot.locale,
  }
}
