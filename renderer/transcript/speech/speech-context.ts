import { createContext, useContext, useSyncExternalStore } from 'react'
import type { SpeechStore, SpeechView } from './speech-store.ts'

/** Null where nothing is known of kept speech: turns are shown without it. */
export const SpeechContext = createContext<SpeechStore | null>(null)

const silent = () => () => undefined

/**
 * A part of what is known of speech. A turn is drawn again only when its own part is another: `select` must
 * return the same value as long as it is.
 */
export const useSpeech = <T>(select: (view: SpeechView) => T, without: T): T => {
  const store = useContext(SpeechContext)
  const get = () => (store === null ? without : select(store.get()))
  return useSyncExternalStore(store?.subscribe ?? silent, get, get)
}
