import { useTranslation } from 'react-i18next'
import type { AppSnapshot } from '../../../electron/contracts/snapshot.ts'
import { waitingFault } from '../../ui/mending.ts'
import { waitingWords } from '../../ui/phase-text.ts'
import { SwitchRow } from '../rows/switch-row.tsx'
import type { SettingProps } from '../setting-props.ts'

/** Whether it waits for the phrase at all, and how that goes. */
export const WakeSetting = ({
  value,
  error,
  onChange,
  snapshot,
}: SettingProps<'wake'> & { readonly snapshot: AppSnapshot }) => {
  const { t } = useTranslation()
  const { waiting } = snapshot
  return (
    <SwitchRow
      label={t('wake.on.label')}
      hint={waiting.state === 'off' ? t('wake.on.hint') : waitingWords(t, snapshot)}
      error={error ?? waitingFault(snapshot) ?? undefined}
      value={value}
      onChange={onChange}
    />
  )
}
