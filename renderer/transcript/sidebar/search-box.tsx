import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from '../../bridge/value-store.ts'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { filterCount, isSearching } from '../search-store.ts'
import type { TranscriptWindow } from '../transcript-window.ts'
import styles from './search-box.module.css'

/** Where a search is typed. The keys go through what it finds while the focus stays here. */
export const SearchBox = ({ window: shown }: { readonly window: TranscriptWindow }) => {
  const { t } = useTranslation()
  const { search } = shown
  const view = useStore(search)
  const { hasFilters, searchFocus } = useStore(shown.layout)
  const inputRef = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (searchFocus > 0) inputRef.current?.focus()
  }, [searchFocus])
  const count = view.found?.length ?? 0
  const onKeyDown = (event: KeyboardEvent) => {
    const to = {
      ArrowDown: Math.min(count - 1, view.active + 1),
      ArrowUp: Math.max(0, view.active - 1),
    }[event.key]
    // While a word is put together (Chinese, Japanese) the keys are for that.
    if (event.nativeEvent.isComposing || count === 0) return
    if (to !== undefined) search.setActive(to)
    else if (event.key === 'Enter') shown.showFound(Math.max(0, view.active))
    else return
    event.preventDefault()
  }
  const filters = filterCount(view.filters)
  return (
    <div className={styles.row}>
      <div className={styles.box}>
        <Icon name="search" />
        <input
          ref={inputRef}
          className={styles.input}
          type="search"
          role="combobox"
          aria-label={t('transcript.search.label')}
          placeholder={t('transcript.search.label')}
          aria-expanded={isSearching(view)}
          aria-controls="found"
          aria-autocomplete="list"
          aria-activedescendant={view.active >= 0 && count > 0 ? `found-${view.active}` : undefined}
          autoComplete="off"
          spellCheck={false}
          maxLength={500}
          dir="auto"
          value={view.text}
          onChange={(event) => shown.startSearch(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {isSearching(view) && (
          <IconButton
            icon="close"
            label={t('transcript.search.clear')}
            onPress={() => {
              shown.endSearch()
              inputRef.current?.focus()
            }}
          />
        )}
      </div>
      <IconButton
        icon="filter"
        label={
          filters > 0
            ? t('transcript.search.filtersOn', { count: filters })
            : t('transcript.search.filters')
        }
        pressed={hasFilters}
        onPress={shown.toggleFilters}
      />
    </div>
  )
}
