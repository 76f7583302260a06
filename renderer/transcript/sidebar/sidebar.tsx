import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from '../../bridge/value-store.ts'
import { ConversationList } from './conversation-list.tsx'
import { SearchBox } from './search-box.tsx'
import { SearchFilterRow } from './search-filter-row.tsx'
import { SearchResults } from './search-results.tsx'
import { isSearching } from '../search-store.ts'
import type { TranscriptWindow } from '../transcript-window.ts'
import { isWindowKey } from '../../../electron/core/hotkeys/window-keys.ts'
import { pagePlatform } from '../../ui/page-platform.ts'
import styles from './sidebar.module.css'

/**
 * What there is to read: the conversations, or what a search finds in them. In a narrow window it lies over
 * the turns and is closed once something was chosen.
 */
export const Sidebar = ({
  window: shown,
  currentId,
}: {
  readonly window: TranscriptWindow
  /** The conversation that goes on. */
  readonly currentId: string
}) => {
  const { t } = useTranslation()
  const search = useStore(shown.search)
  const { isOpen, hasFilters } = useStore(shown.layout)
  const ref = useRef<HTMLElement>(null)
  useEffect(() => {
    // Ctrl+F, ⌘F: wherever the focus is.
    const onKey = (event: KeyboardEvent) => {
      if (!isWindowKey('search', event, pagePlatform())) return
      event.preventDefault()
      shown.openSidebar()
      const field = ref.current?.querySelector<HTMLInputElement>('input[type="search"]')
      field?.focus()
      field?.select()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [shown])
  return (
    <nav
      ref={ref}
      className={styles.sidebar}
      data-open={isOpen}
      aria-label={t('transcript.conversations.title')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        if (isSearching(search)) shown.endSearch()
        else if (isOpen) shown.closeSidebar()
        else return
        event.preventDefault()
      }}
    >
      <div className={styles.search} role="search">
        <SearchBox window={shown} />
        {hasFilters && <SearchFilterRow store={shown.search} />}
      </div>
      {isSearching(search) ? (
        <SearchResults window={shown} />
      ) : (
        <ConversationList window={shown} currentId={currentId} />
      )}
    </nav>
  )
}
