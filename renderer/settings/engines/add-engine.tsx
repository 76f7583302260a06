import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EngineReference, Provider } from '../../../electron/contracts/providers.ts'
import { Button } from '../../ui/button.tsx'
import field from '../../ui/field.module.css'
import shared from '../../styles/shared.module.css'
import { providerIdOf } from './line-rows.ts'
import styles from './engine-line.module.css'

/** Puts another engine at the end of a line. */
export const AddEngine = ({
  references,
  providers,
  onAdd,
}: {
  readonly references: readonly EngineReference[]
  readonly providers: readonly Provider[]
  readonly onAdd: (reference: EngineReference) => void
}) => {
  const { t } = useTranslation()
  const id = useId()
  const [chosen, setChosen] = useState<EngineReference | null>(null)
  const reference = references.find((one) => one === chosen) ?? references[0]
  if (reference === undefined) {
    return providers.length === 0 ? <p className={styles.hint}>{t('engines.noneToAdd')}</p> : null
  }
  const nameOf = (one: EngineReference) => {
    const provider = providers.find((each) => each.id === providerIdOf(one))
    return provider?.name ?? t('engines.local')
  }
  return (
    <div className={styles.add}>
      <label className={shared.hidden} htmlFor={id}>
        {t('engines.addWhich')}
      </label>
      <select
        id={id}
        className={field.field}
        value={reference}
        onChange={(event) => setChosen(event.currentTarget.value)}
      >
        {references.map((one) => (
          <option key={one} value={one}>
            {nameOf(one)}
          </option>
        ))}
      </select>
      <Button icon="plus" onPress={() => onAdd(reference)}>
        {t('engines.add')}
      </Button>
    </div>
  )
}
