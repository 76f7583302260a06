import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  isRealtime,
  providerOf,
  type EngineReference,
  type Provider,
} from '../../../electron/contracts/providers.ts'
import { Button } from '../../ui/button.tsx'
import field from '../../ui/field.module.css'
import shared from '../../styles/shared.module.css'
import { useEngineName } from './use-engine-name.ts'
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
  const engineName = useEngineName()
  const [chosen, setChosen] = useState<EngineReference | null>(null)
  const reference = references.find((one) => one === chosen) ?? references[0]
  if (reference === undefined) {
    return providers.length === 0 ? <p className={styles.hint}>{t('engines.noneToAdd')}</p> : null
  }
  const nameOf = (one: EngineReference) => {
    const id = providerOf(one)
    const provider = providers.find((each) => each.id === id)
    return engineName({ provider: provider?.name ?? id, realtime: isRealtime(one) })
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
