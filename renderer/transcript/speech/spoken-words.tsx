import { useEffect, useMemo, useState } from 'react'
import { wordAt, wordTimes } from '../../../electron/core/kept-speech/word-times.ts'
import type { Playing } from './speech-store.ts'
import styles from './speech.module.css'

/**
 * A text of which the words are marked as they sound. Screen readers are told nothing of it: the voice
 * itself says which word it is.
 */
export const SpokenWords = ({
  text,
  playing: { anchors, startedAtMs },
}: {
  readonly text: string
  readonly playing: Playing
}) => {
  const words = useMemo(() => wordTimes(text, anchors), [text, anchors])
  const [current, setCurrent] = useState(-1)
  useEffect(() => {
    if (startedAtMs === null) return
    let frame = 0
    // Drawn again only with another word: React passes over a state that is the same.
    const look = () => {
      setCurrent(wordAt(words, performance.now() - startedAtMs))
      frame = requestAnimationFrame(look)
    }
    look()
    return () => cancelAnimationFrame(frame)
  }, [words, startedAtMs])
  const word = words[current]
  if (word === undefined) return text
  return (
    <>
      {text.slice(0, word.from)}
      <span className={styles.sounding} data-sounding>
        {text.slice(word.from, word.to)}
      </span>
      {text.slice(word.to)}
    </>
  )
}
