import { useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationSnapshot } from '../../electron/contracts/snapshot.ts'
import shared from '../styles/shared.module.css'
import styles from './captions.module.css'

/** What is being said by both, the words that are certain told apart from the ones to come. */
export const Captions = ({ person, reply }: Pick<ConversationSnapshot, 'person' | 'reply'>) => {
  const { t } = useTranslation()
  const newestRef = useRef<HTMLSpanElement>(null)
  const followedRef = useRef('')
  const personText = `${person.committed}${person.tentative}`
  const replyText = `${reply.heard}${reply.coming}`
  const spoken = `${personText}\n${reply.heard}\n${reply.coming}`
  useLayoutEffect(() => {
    // Only news moves the text: somebody may have scrolled back to read.
    if (followedRef.current === spoken) return
    followedRef.current = spoken
    newestRef.current?.scrollIntoView({ block: 'nearest' })
  }, [spoken])
  if (personText === '' && replyText === '') return null
  return (
    <div
      className={styles.captions}
      role="group"
      aria-label={t('overlay.captions')}
      tabIndex={0}
      onScroll={({ currentTarget }) =>
        currentTarget.toggleAttribute('data-scrolled', currentTarget.scrollTop > 2)
      }
    >
      {personText !== '' && (
        <p className={styles.person} dir="auto">
          <span className={shared.hidden}>{t('overlay.youSaid')} </span>
          <span data-certainty="committed">{person.committed}</span>
          {separator(person.committed, person.tentative)}
          <span data-certainty="tentative">{person.tentative}</span>
          {replyText === '' && <span ref={newestRef} className={styles.newest} />}
        </p>
      )}
      {replyText !== '' && (
        <p className={styles.reply} dir="auto">
          <span className={shared.hidden}>{t('overlay.reply')} </span>
          <span data-certainty="heard">{reply.heard}</span>
          <span ref={newestRef} className={styles.newest} />
          {separator(reply.heard, reply.coming)}
          <span data-certainty="coming">{reply.coming}</span>
        </p>
      )}
    </div>
  )
}

/** A space between two parts, unless one of them brings it or the writing has none. */
const separator = (before: string, after: string): string =>
  /[\p{L}\p{N}\p{P}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(after) && !/^\p{sc=Han}/u.test(after)
    ? ' '
    : ''
