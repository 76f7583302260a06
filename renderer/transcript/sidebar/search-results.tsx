import { memo, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { FoundTurn } from '../../../electron/contracts/transcript.ts'
import { excerpt } from '../../../electron/core/transcripts/search/marks.ts'
import type { SearchTerm } from '../../../electron/core/transcripts/search/terms.ts'
import { useStore } from '../../bridge/value-store.ts'
import { formatMoment, machineTime } from '../../i18n/format.ts'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { MarkedText } from '../marked-text.tsx'
import type { TranscriptWindow } from '../transcript-window.ts'
import { useToday } from '../use-today.ts'
import styles from './search-results.module.css'

/** More is asked for this far before the end of what is there. */
const MORE_ROOM_PX = 600

/** What was found, newest first. */
export const SearchResults = ({ window: shown }: { readonly window: TranscriptWindow }) => {
  const { t } = useTranslation()
  const { search } = shown
  const { found, total, active, terms, error } = useStore(search)
  const listRef = useRef<HTMLUListElement>(null)
  const activeId = found?.[active]?.turn.id
  useEffect(() => {
    if (activeId === undefined) return
    listRef.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [activeId])
  return (
    <>
      <p className={styles.count} role="status">
        {error !== null && t('transcript.loadFailed')}
        {error === null &&
          found !== null &&
          (total === 0
            ? t('transcript.search.nothing')
            : t('transcript.search.found', { count: total }))}
      </p>
      <ul
        ref={listRef}
        id="found"
        className={styles.list}
        role="listbox"
        aria-label={t('transcript.search.results')}
        tabIndex={-1}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          if (scrollHeight - scrollTop - clientHeight < MORE_ROOM_PX) search.loadMore()
        }}
      >
        {(found ?? []).map((one, index) => (
          <FoundRow
            key={one.turn.id}
            id={`found-${index}`}
            found={one}
            terms={terms}
            isActive={index === active}
            onPress={() => shown.showFound(index)}
          />
        ))}
      </ul>
    </>
  )
}

const FoundRow = memo(
  function FoundRow({
    id,
    found: { turn, conversation },
    terms,
    isActive,
    onPress,
  }: {
    readonly id: string
    readonly found: FoundTurn
    readonly terms: readonly SearchTerm[]
    readonly isActive: boolean
    readonly onPress: () => void
  }) {
    const { t } = useTranslation()
    const locale = useRegionalLocale()
    const todayMs = useToday()
    return (
      <li
        id={id}
        className={styles.found}
        role="option"
        aria-selected={isActive}
        onPointerDown={(event) => event.preventDefault()}
        onClick={onPress}
      >
        <p className={styles.about}>
          <span className={styles.who}>
            {t(turn.speaker === 'person' ? 'transcript.you' : 'transcript.warbler')}
          </span>
          <time dateTime={machineTime(turn.startedAtMs)}>
            {formatMoment(locale, turn.startedAtMs, todayMs)}
          </time>
        </p>
        <p className={styles.words} lang={turn.language ?? undefined} dir="auto">
          <MarkedText pieces={excerpt(turn.text, terms)} />
        </p>
        <p className={styles.conversation} dir="auto">
          {conversation.title ?? t('transcript.conversations.untitled')}
        </p>
      </li>
    )
  },
  (before, after) =>
    before.found === after.found &&
    before.terms === after.terms &&
    before.isActive === after.isActive &&
    before.id === after.id,
)
