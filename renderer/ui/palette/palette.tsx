import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { DEFAULT_LOCALE } from '../../../electron/contracts/locales.ts'
import type { ActionView } from '../../../electron/contracts/actions.ts'
import hidden from '../../styles/shared.module.css'
import { Button } from '../button.tsx'
import { HotkeyKeys } from '../hotkey-keys.tsx'
import { Icon } from '../icon.tsx'
import { useModal } from '../use-modal.ts'
import type { ActionsStore, ActionsView } from './actions-store.ts'
import { keyOf, searchActions } from './search-actions.ts'
import styles from './palette.module.css'

/**
 * Every action by name, with its key: a combobox over a list, in a dialog that has the window for itself
 * (ARIA Authoring Practices, "Editable combobox with list autocomplete").
 */
export const Palette = ({
  view,
  store,
}: {
  readonly view: ActionsView
  readonly store: Pick<ActionsStore, 'close' | 'run'>
}) => {
  const { t } = useTranslation()
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useModal(dialog)
  const [asked, setAsked] = useState<ActionView | null>(null)
  const run = (action: ActionView) => {
    if (action.risk === 'destructive') setAsked(action)
    else store.run(action.order)
  }
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={`${id}-title`}
      onClose={store.close}
      onKeyDown={(event) => {
        // The window behind it hears nothing of Escape.
        if (event.key === 'Escape') event.stopPropagation()
      }}
      onClick={(event) => {
        if (event.target === dialog.current) store.close()
      }}
    >
      <h2 id={`${id}-title`} className={hidden.hidden}>
        {t('actions.palette.title')}
      </h2>
      {asked === null ? (
        <Search view={view} onRun={run} />
      ) : (
        <Sure
          action={asked}
          onYes={() => store.run(asked.order, true)}
          onNo={() => setAsked(null)}
        />
      )}
    </dialog>
  )
}

const useName = () => {
  const { i18n } = useTranslation()
  return ({ names }: ActionView) => names[i18n.language] ?? names[DEFAULT_LOCALE] ?? ''
}

const Search = ({
  view: { actions, recent },
  onRun,
}: {
  readonly view: ActionsView
  readonly onRun: (action: ActionView) => void
}) => {
  const { t } = useTranslation()
  const nameOf = useName()
  const id = useId()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const list = useRef<HTMLUListElement>(null)
  const found = searchActions(actions, query, recent)
  const chosen = Math.min(at, Math.max(0, found.length - 1))
  useEffect(() => {
    list.current?.children.item(chosen)?.scrollIntoView({ block: 'nearest' })
  }, [chosen])

  const onKeyDown = (event: KeyboardEvent) => {
    const last = found.length - 1
    const to = placeAfter(event.key, chosen, last)
    if (to !== null) {
      event.preventDefault()
      setAt(to)
      return
    }
    const action = found[chosen]
    // While a word is being composed Enter takes the word.
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || action === undefined) return
    event.preventDefault()
    onRun(action)
  }

  return (
    <>
      <div className={styles.search}>
        <Icon name="search" />
        <input
          className={styles.input}
          role="combobox"
          type="text"
          autoFocus
          autoComplete="off"
          spellCheck={false}
          aria-label={t('actions.palette.label')}
          placeholder={t('actions.palette.placeholder')}
          aria-expanded={found.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={found.length > 0 ? `${id}-${chosen}` : undefined}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <ul
        ref={list}
        id={`${id}-list`}
        className={styles.list}
        role="listbox"
        aria-label={t('actions.palette.list')}
      >
        {found.map((action, index) => (
          <li
            key={keyOf(action.order)}
            id={`${id}-${index}`}
            className={styles.action}
            role="option"
            aria-selected={index === chosen}
            // A press on it must not take the focus out of the field.
            onMouseDown={(event) => event.preventDefault()}
            onMouseMove={() => setAt(index)}
            onClick={() => onRun(action)}
          >
            <span className={styles.name}>{nameOf(action)}</span>
            <span className={styles.group}>
              {query === '' && recent.includes(keyOf(action.order))
                ? t('actions.palette.recent')
                : t(`actions.group.${action.group}`)}
            </span>
            {action.keys !== null && <HotkeyKeys label={action.keys} />}
          </li>
        ))}
      </ul>
      {found.length === 0 && actions.length > 0 && (
        <p className={styles.none}>{t('actions.palette.none')}</p>
      )}
      <p className={hidden.hidden} role="status">
        {query !== '' && t('actions.palette.count', { count: found.length })}
      </p>
    </>
  )
}

/** Where a key leads in a list; null: nowhere. */
const placeAfter = (key: string, at: number, last: number): number | null => {
  switch (key) {
    case 'ArrowDown':
      return at >= last ? 0 : at + 1
    case 'ArrowUp':
      return at <= 0 ? last : at - 1
    case 'PageDown':
      return Math.min(last, at + PAGE)
    case 'PageUp':
      return Math.max(0, at - PAGE)
    default:
      return null
  }
}

/** About as many as are in view. */
const PAGE = 8

/** What cannot be taken back is asked about; the answer that changes nothing has the focus. */
const Sure = ({
  action,
  onYes,
  onNo,
}: {
  readonly action: ActionView
  readonly onYes: () => void
  readonly onNo: () => void
}) => {
  const { t } = useTranslation()
  const nameOf = useName()
  return (
    <div className={styles.sure}>
      <p role="alert">{t('actions.palette.sure', { action: nameOf(action) })}</p>
      <div className={styles.answers}>
        <Button onPress={onNo} autoFocus>
          {t('actions.palette.no')}
        </Button>
        <Button onPress={onYes} tone="primary">
          {t('actions.palette.yes')}
        </Button>
      </div>
    </div>
  )
}
