import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  dictionaryEntrySchema,
  MAXIMUM_DICTIONARY_ENTRIES,
  type DictionaryEntry,
} from '../../../electron/contracts/speech-journal.ts'
import { withEntries } from '../../../electron/core/dictionary/learn.ts'
import { errorSentences } from '../../i18n/error-sentences.ts'
import { Button } from '../../ui/button.tsx'
import field from '../../ui/field.module.css'
import { IconButton } from '../../ui/icon-button.tsx'
import { isEnter } from '../../ui/is-enter.ts'
import rows from '../rows/setting-row.module.css'
import type { SettingProps } from '../setting-props.ts'
import styles from './dictionary-setting.module.css'

const NOTHING: DictionaryEntry = { heard: '', meant: '' }

/** The person's own words: what is heard wrong, with what is meant. Listed, edited, added, deleted. */
export const DictionarySetting = ({ value, error, onChange }: SettingProps<'dictionary'>) => {
  const { t } = useTranslation()
  const id = useId()
  const [added, setAdded] = useState(NOTHING)
  const parsed = dictionaryEntrySchema.safeParse(added)
  const isFull = value.length >= MAXIMUM_DICTIONARY_ENTRIES
  const heardRef = useRef<HTMLInputElement>(null)
  const meantRef = useRef<HTMLInputElement>(null)
  const add = () => {
    const missing = added.heard.trim() === '' ? heardRef : meantRef
    if (parsed.success && !isFull) {
      onChange(withEntries(value, [parsed.data]))
      setAdded(NOTHING)
      heardRef.current?.focus()
    } else missing.current?.focus()
  }
  const replace = (index: number, entry: DictionaryEntry) =>
    onChange(value.map((other, at) => (at === index ? entry : other)))
  return (
    <div className={styles.setting} role="group" aria-labelledby={`${id}-label`}>
      <p id={`${id}-label`} className={rows.label}>
        {t('speechJournal.dictionary.label')}
      </p>
      <p className={rows.hint}>{t('speechJournal.dictionary.hint')}</p>
      {value.length === 0 ? (
        <p className={styles.none}>{t('speechJournal.dictionary.empty')}</p>
      ) : (
        <ul className={styles.list} aria-label={t('speechJournal.dictionary.list')}>
          {value.map((entry, index) => (
            <EntryRow
              key={`${index}\n${entry.heard}\n${entry.meant}`}
              entry={entry}
              number={index + 1}
              onChange={(changed) => replace(index, changed)}
              onRemove={() => onChange(value.filter((_, at) => at !== index))}
            />
          ))}
        </ul>
      )}
      <div className={styles.row}>
        <input
          ref={heardRef}
          className={field.field}
          aria-label={t('speechJournal.dictionary.heard')}
          placeholder={t('speechJournal.dictionary.heard')}
          maxLength={60}
          dir="auto"
          value={added.heard}
          onChange={(event) => setAdded({ ...added, heard: event.currentTarget.value })}
        />
        <input
          ref={meantRef}
          className={field.field}
          aria-label={t('speechJournal.dictionary.meant')}
          placeholder={t('speechJournal.dictionary.meant')}
          maxLength={60}
          dir="auto"
          value={added.meant}
          onChange={(event) => setAdded({ ...added, meant: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (isEnter(event)) add()
          }}
        />
        <Button icon="plus" size="small" onPress={add}>
          {t('speechJournal.dictionary.add')}
        </Button>
      </div>
      <p className={rows.error} role="alert">
        {errorSentences(t, error)}
      </p>
    </div>
  )
}

/** One entry; what was typed is taken with Enter, or when it is left. */
const EntryRow = ({
  entry,
  number,
  onChange,
  onRemove,
}: {
  readonly entry: DictionaryEntry
  readonly number: number
  readonly onChange: (entry: DictionaryEntry) => void
  readonly onRemove: () => void
}) => {
  const { t } = useTranslation()
  const [draft, setDraft] = useState(entry)
  const commit = () => {
    const parsed = dictionaryEntrySchema.safeParse(draft)
    const isSame =
      parsed.success && parsed.data.heard === entry.heard && parsed.data.meant === entry.meant
    if (parsed.success && !isSame) onChange(parsed.data)
    else setDraft(entry)
  }
  const input = (part: 'heard' | 'meant') => (
    <input
      className={field.field}
      aria-label={t(`speechJournal.dictionary.${part}Of`, { number })}
      maxLength={60}
      dir="auto"
      value={draft[part]}
      onChange={(event) => setDraft({ ...draft, [part]: event.currentTarget.value })}
      onBlur={commit}
      onKeyDown={(event) => {
        if (isEnter(event)) commit()
      }}
    />
  )
  return (
    <li className={styles.row}>
      {input('heard')}
      {input('meant')}
      <IconButton
        icon="trash"
        label={t('speechJournal.dictionary.removeOf', { heard: entry.heard })}
        onPress={onRemove}
      />
    </li>
  )
}
